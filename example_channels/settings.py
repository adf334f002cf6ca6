"""Every setting, read top to bottom: environment → value → why.

Unset variables have values that are safe on one machine; ``docs/operations.md`` lists them all.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from example_channels import environment, log_feeds, logs, map_tiles

BASE_DIR = Path(__file__).resolve().parent.parent
environment.env.read_env(BASE_DIR / ".env")

# Where state lives, who signs, who may ask ------------------------------------------------

DATA_DIR = environment.data_dir(BASE_DIR)
SECRET_KEY = environment.secret_key(DATA_DIR)
DEBUG = environment.switch("DEBUG", default=False)
BENCH = environment.switch("BENCH", default=False)  # Load tests only: lifts every rate limit.
PUBLIC_URL = environment.address("PUBLIC_URL")  # The address people use, when behind a proxy.
ALLOWED_HOSTS = [
    *(environment.hosts("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]),
    *filter(None, [environment.host_of(PUBLIC_URL)]),
]
CSRF_TRUSTED_ORIGINS = [
    *environment.origins("CSRF_TRUSTED_ORIGINS"),
    *filter(None, [PUBLIC_URL]),
]
TRUSTED_PROXIES = environment.words("TRUSTED_PROXIES")  # Whose X-Forwarded-* is believed.

# What it is made of -----------------------------------------------------------------------

INSTALLED_APPS = [
    "example_channels",
    "accounts",
    "tokens",
    "presence",
    "chat",
    "feeds",
    "incidents",
    "search",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "channels",
]
# Each hook of each of these is a thread hop under ASGI; the list is kept short on purpose.
MIDDLEWARE = [
    "example_channels.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "example_channels.middleware.content_security_policy",
    "example_channels.middleware.refuse_odd_charsets",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.preferring.follow_preferences",
    "example_channels.middleware.explain_refused_methods",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.note_device",
]
ROOT_URLCONF = "example_channels.urls"
ASGI_APPLICATION = "example_channels.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "example_channels.constant_folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["example_channels.fragments"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "example_channels.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = not DEBUG
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database: SQLite in DATA_DIR, or PostgreSQL ----------------------------------------------

# Threads that serve sockets, each keeping one connection.
DATABASE_THREADS = int(environment.number("DATABASE_THREADS", default=6, least=1))
DATABASES = {"default": environment.database(DATA_DIR)}
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
SQLITE_SYNCHRONOUS = environment.choice("SQLITE_SYNCHRONOUS", "NORMAL", ("NORMAL", "FULL"))
if IS_SQLITE:
    # In tests a file too: one in memory knows no WAL, and threads of it do not wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that begins as a reader cannot become a writer: it fails at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNCHRONOUS};",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        **environment.database_options(DATABASES),
        # The pool serves sockets' threads, the request threads and health checks of one process.
        "pool": {
            "min_size": 1,
            # Sockets' threads and the writer keep theirs; pages need some besides.
            "max_size": int(
                environment.number(
                    "DATABASE_POOL", default=DATABASE_THREADS + 14, least=DATABASE_THREADS + 4
                )
            ),
            "timeout": 10,
        },
        "options": "-c statement_timeout=30s -c idle_in_transaction_session_timeout=30s",
    }

# Channel layer and cache: memory of one process, or Redis ---------------------------------

REDIS_URLS = environment.redis("REDIS_URL")
REDIS_URL = REDIS_URLS[0] if REDIS_URLS else ""  # Of the cache; the layer is spread over them all.
# Of the layer, that topics hash onto. In memory there is one process, which wants everything.
REALTIME_GROUPS = 1024 if REDIS_URL else 1
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                # An idle receiver waits for ever; a pool that runs dry would raise.
                "hosts": [
                    {
                        "address": url,
                        "socket_timeout": None,
                        "socket_connect_timeout": 5,
                        "max_connections": 1000,
                        "health_check_interval": 15,
                    }
                    for url in REDIS_URLS
                ],
                "prefix": "rollcall",
            },
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "rollcall",
        }
    }
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # One channel per process carries everything; a socket may be older than any expiry.
            "CONFIG": {"capacity": 100_000, "group_expiry": 10 * 365 * 86400},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Sockets ----------------------------------------------------------------------------------

SOCKET_FRAME_BYTES = 65536  # The largest frame a client may send.
SOCKET_HEARTBEAT = 25  # Seconds between a visible page's pings.
# After so many seconds a socket is asked whether it lives, and has as many to answer.
PING_SECONDS = environment.number("PING_SECONDS", default=20, least=0.1)
# Sockets of one process that may wait to be let in; at 1,000 a second more would give up first.
SOCKETS_WAITING = int(environment.number("SOCKETS_WAITING", default=20_000, least=1))
SOCKET_FRAMES_PER_SECOND = 50  # Sustained; a burst of four seconds' worth is free.
# Posts, edits and deletions, per person; a burst of six seconds' worth is free.
POSTS_PER_SECOND = environment.number("POSTS_PER_SECOND", default=5, least=0.1)
ROOMS_OPEN = 20  # Per socket.
ROOM_CHANGES_PER_SECOND, ROOM_CHANGES_AT_ONCE = 0.2, 30  # New rooms and invitations, per person.
DRAIN_SECONDS = environment.number("DRAIN_SECONDS", default=5)
# Each fast way of writing has a slower one that is enough by itself: see realtime/writing.py.
FAST_PATHS_OFF = environment.some_of("FAST_PATHS_OFF", ("frames", "stepping", "coalescing"))
TIME_SCALE = environment.number("TIME_SCALE", default=1, least=0.001)
FAULT_AFTER_COMMIT = environment.text("FAULT_AFTER_COMMIT")  # Tests only: see chat/faults.py.

# Feeds ------------------------------------------------------------------------------------

# Which files may be watched, and by whom; nothing else of the machine can be named.
LOG_FEEDS = log_feeds.listed("LOG_FEEDS", environment.text("LOG_FEEDS"))

# Of one run; what is beyond is counted and not kept.
RUN_LINES = int(environment.number("RUN_LINES", default=200_000, least=1))
RUN_BYTES = int(environment.number("RUN_BYTES", default=64 * 2**20, least=1))
# A run of which nothing is heard for so many seconds is lost; its sender may come back.
RUN_LOST_SECONDS = environment.number("RUN_LOST_SECONDS", default=60, least=1)
# Runs that have ended are kept for so many days, and no more than the newest so many.
RUN_DAYS = environment.number("RUN_DAYS", default=30, least=0)
RUNS_KEPT = int(environment.number("RUNS_KEPT", default=1000, least=1))

# Incidents --------------------------------------------------------------------------------

# Pictures beneath the map, from a server of the operator's choice; without, country outlines.
MAP_TILES = environment.text("MAP_TILES")
MAP_ATTRIBUTION = environment.text("MAP_ATTRIBUTION")  # Whom the map names, in plain text.

# Accounts ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 30 * 86400
SESSION_COOKIE_NAME = "rollcall_session"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
SIGN_UP = environment.choice("SIGN_UP", "open", ("open", "invite", "closed"))

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = environment.choice(
    "EMAIL_VERIFICATION", "none", ("none", "optional", "mandatory")
)
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "email*" if ACCOUNT_EMAIL_VERIFICATION == "mandatory" else "email",
    "password1*",
    "password2*",
]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_URL.partition("://")[0] or "http"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Rollcall] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # Nobody can make the site write to strangers.
ACCOUNT_SESSION_REMEMBER = True  # The devices page ends what was left open.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False if BENCH else {}
MFA_ADAPTER = "accounts.adapter.TwoFactorAdapter"
MFA_FORMS = {"add_webauthn": "accounts.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # People are known by their usernames here.
MFA_TOTP_ISSUER = "Rollcall"

# E-mail: printed to the console until a server is named -----------------------------------

vars().update(environment.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("EMAIL_FROM", "Rollcall <rollcall@localhost>")

# Languages --------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")

# Static files: served by the site itself, under names that carry a hash --------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "example_channels.storage.StaticStorage"},
}

# Security ---------------------------------------------------------------------------------

IS_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS
# Not the host of the request: behind a proxy that is not trusted, that may be an inner one.
SECURE_SSL_HOST = PUBLIC_URL.partition("://")[2] if IS_HTTPS else None
# Over http too, for it shows why a redirect may go in circles.
SECURE_REDIRECT_EXEMPT = [r"^connection/$"]
SECURE_HSTS_SECONDS = int(environment.number("HSTS_SECONDS", default=3600)) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.switch("HSTS_ALL", default=False)
# Subdomains and the browsers' own lists bind more than this site: whoever owns the domain says so.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", *map_tiles.image_sources("MAP_TILES", MAP_TILES)],
    "font-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

# Logs -------------------------------------------------------------------------------------

LOG_FORMAT = environment.choice("LOG_FORMAT", "console", ("console", "json"))
LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = logs.configuration(LOG_FORMAT, LOG_LEVEL)
