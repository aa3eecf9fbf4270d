"""``flask jobs run``: send mail, see to what a day has passed for, forget what has lapsed."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from base.clock import now
from config import Settings
from navigator.jobs.records import RETENTION_JOB
from navigator.jobs.referrals import TELLING, referral_jobs
from navigator.jobs.runner import SESSIONS_JOB, Job, Runner, mail_job
from navigator.outbox.delivery import ShownOnAPage
from navigator.outbox.smtp import MailServer, MailServerRefused

jobs_commands = AppGroup("jobs", help="What is done on a timer.")


@jobs_commands.command("run")
@click.option("--once", is_flag=True, help="Do everything that is due, then end.")
def run_command(*, once: bool) -> None:
    """
    Send mail, write the mails of the morning, see to what is late, forget what has lapsed.

    Several may run at once, and each may be killed. Stop it with Ctrl+C or a TERM signal.
    """
    settings: Settings = current_app.config["NAVIGATOR"]
    runner = Runner(current_app.extensions["sessions"], _jobs(settings), clock=now, told=click.echo)
    if once:
        runner.turn()
        return
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    click.echo("Waiting for work. Ctrl+C ends it.")
    runner.run(stopping)


def _jobs(settings: Settings) -> list[Job]:
    """Mail comes after what writes it, so that one turn sends it all."""
    telling = current_app.extensions[TELLING]
    return [*referral_jobs(telling), *_mail_jobs(settings), SESSIONS_JOB, RETENTION_JOB]


def _mail_jobs(settings: Settings) -> list[Job]:
    if settings.mail_server:
        try:
            server = MailServer.parse(settings.mail_server, sender=settings.mail_from)
        except MailServerRefused as refused:
            raise click.ClickException(f"NAVIGATOR_MAIL_SERVER: {refused}") from None
        return [mail_job(server)]
    if not settings.is_production:
        return [mail_job(ShownOnAPage())]
    click.echo("No mail server is set: mail waits. Set NAVIGATOR_MAIL_SERVER.", err=True)
    return []
