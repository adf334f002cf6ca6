/** One command at a time: what is entered meanwhile comes next. */

export class Turns {
  /**
   * @param {{act: (text: string) => Promise<boolean>, isMeant: (text: string) => boolean}} parts
   *   `act` is done with whether it went well, or nothing comes next; `isMeant`: it has not been changed since
   */
  constructor({ act, isMeant }) {
    Object.assign(this, { act, isMeant, isBusy: false, next: null });
  }

  async take(text) {
    this.next = text;
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.next !== null && this.isMeant(this.next)) {
      const now = this.next;
      this.next = null;
      if (!(await this.act(now))) this.next = null;
    }
    this.isBusy = false;
  }
}
