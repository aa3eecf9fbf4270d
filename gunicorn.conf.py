"""How gunicorn serves the app. ``flask start`` gives the address and the number of workers."""

from typing import Any

from navigator.jobs.index_keeper import IndexKeeper

control_socket_disable = True
worker_class = "gthread"
threads = 256  # a thread waits for each half-sent request; a proxy in front keeps them away
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_fields = 60
forwarded_allow_ips = ""  # whom to believe about who asks is NAVIGATOR_TRUSTED_PROXIES alone
accesslog = None  # its lines hold whole addresses; NAVIGATOR_LOG_REQUESTS writes lines without
errorlog = "-"
loglevel = "error"  # its warnings quote addresses, and what was typed into them


def post_worker_init(worker: Any) -> None:  # noqa: ANN401  gunicorn's own
    """Start the keeper here: a thread started before the fork would not be in the worker."""
    parts = worker.wsgi.extensions
    IndexKeeper(parts["sessions"], parts["search_index"]).start()
