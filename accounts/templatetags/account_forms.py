"""How the account pages' forms are shown."""

from typing import Any

from django import forms, template

from accounts import passkeys

register = template.Library()


@register.filter
def labelled(form: forms.BaseForm) -> forms.BaseForm:
    """Take the placeholders out that only repeat the labels."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.simple_tag(takes_context=True)
def passkeys_work(context: dict[str, Any]) -> bool:
    """Say whether browsers allow passkeys at this page's address."""
    return passkeys.work_at(context["request"])
