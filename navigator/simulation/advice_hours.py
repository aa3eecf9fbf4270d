"""When the invented advisers can be rung: at numbers that nobody has."""

from datetime import time

from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.accounts.models import User
from navigator.referrals.advice_duty import Hours
from navigator.referrals.advice_roll import Duty, set_duty

PHONE = "0117 496 0990"
EXPERIENCE = "Twelve years in youth work, six of them in schools."
OPENS, CLOSES = time(9), time(17)
WORKING_WEEK = range(5)


def give_hours(session: Session, user: User) -> None:
    hours = (Hours(weekday=each, opens=OPENS, closes=CLOSES) for each in WORKING_WEEK)
    duty = Duty(phone=PHONE, experience=EXPERIENCE, hours=tuple(hours))
    set_duty(session, duty, actor=Actor(partnership_id=user.partnership_id, user_id=user.id))
