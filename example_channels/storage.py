"""Static files: names that carry a hash of their content, and the door that serves them."""

from collections.abc import Awaitable, Callable
from functools import cache
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from servestatic import ServeStaticASGI
from servestatic.storage import CompressedManifestStaticFilesStorage

Application = Callable[..., Awaitable[None]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Each import statement in a module must end in ``;``, or its name is not rewritten."""

    support_js_module_import_aggregation = True
    # A pass settles one more level of imports; modules import deeper than stylesheets do.
    max_post_process_passes = 20

    @cache  # noqa: B019 - there is one storage, for ever, and its names are those of templates
    def url(self, name: str, force: bool = False) -> str:
        """Return a file's address. Looking it up for each icon was a tenth of a page."""
        return super().url(name, force)


def serve_static(application: Application) -> Application:
    """Answer for STATIC_URL before an application; hashed names may be kept for ever.

    With DEBUG the sources themselves are served, as they are at each request.
    """
    if settings.DEBUG:
        return ASGIStaticFilesHandler(application)  # type: ignore[arg-type]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return ServeStaticASGI(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        allow_all_origins=False,
        add_headers_function=_forbid_guessing,
    )


def _forbid_guessing(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
