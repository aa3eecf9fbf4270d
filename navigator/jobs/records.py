"""Records that have been kept as long as they may be."""

from datetime import timedelta

from navigator.jobs.runner import Job
from navigator.records.retention import keep_no_longer

RETENTION_JOB = Job(
    name="retention",
    what="records made nameless, their time being over",
    every=timedelta(hours=6),
    work=keep_no_longer,
)
