"""Referrals: whom they are about, what was agreed, who has them, what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("postcode", sa.Column("lsoa_code", sa.String(), nullable=True))
    op.create_index("ix_audit_entry_object_id", "audit_entry", ["object_id"])
    op.create_table(
        "referral_rules",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.Column("least_attempts", sa.Integer(), nullable=True),
        sa.Column("least_kinds", sa.Integer(), nullable=True),
        sa.Column("bounces", sa.Integer(), nullable=True),
        sa.Column("keeps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_referral_rules_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", name=op.f("pk_referral_rules")),
    )
    op.create_table(
        "young_person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("match_digest", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_young_person_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_person")),
        sa.UniqueConstraint("id", "partnership_id", name=op.f("uq_young_person_id_partnership_id")),
        sa.UniqueConstraint(
            "partnership_id",
            "match_digest",
            name=op.f("uq_young_person_partnership_id_match_digest"),
        ),
    )
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_young_person_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "absence",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cover_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_absence_cover_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            name=op.f("fk_absence_organisation_id_partnership_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_absence_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(
            "ix_absence_cover_id_last_day", ["cover_id", "last_day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_absence_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index("ix_absence_user_id_last_day", ["user_id", "last_day"], unique=False)

    op.create_table(
        "advice_call",
        sa.Column("caller_id", sa.Uuid(), nullable=False),
        sa.Column("caller_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("adviser_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("when", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("decided", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_by_side", sa.String(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("send_key", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_advice_call_adviser_id_partnership_id_app_user"),
        ),
        sa.ForeignKeyConstraint(
            ["caller_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_advice_call_caller_id_partnership_id_app_user"),
        ),
        sa.ForeignKeyConstraint(
            ["caller_organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            name=op.f("fk_advice_call_caller_organisation_id_partnership_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_advice_call_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_call")),
        sa.UniqueConstraint("send_key", name=op.f("uq_advice_call_send_key")),
    )
    with op.batch_alter_table("advice_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_call_caller_id"), ["caller_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_advice_call_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            "ix_advice_call_state", ["partnership_id", "closed_at", "asked_at"], unique=False
        )

    op.create_table(
        "advice_duty",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("experience", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_advice_duty_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_advice_duty_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_duty")),
    )
    with op.batch_alter_table("advice_duty", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_advice_duty_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_advice_duty_user_id"), ["user_id"], unique=False)

    op.create_table(
        "idempotency_key",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_digest", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_idempotency_key_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
            name=op.f("fk_idempotency_key_user_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_key")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_idempotency_key_user_id_key")),
    )
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_key_made_at"), ["made_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_idempotency_key_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "referral_draft",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("service_ids", sa.JSON(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            name=op.f("fk_referral_draft_organisation_id_partnership_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_referral_draft_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_referral_draft_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_draft")),
    )
    with op.batch_alter_table("referral_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_draft_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_draft_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_draft_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sent_digest",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_sent_digest_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_sent_digest")),
    )
    op.create_table(
        "referral",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("sender_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("previous_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column(
            "holder_side",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column(
            "next_step",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column(
            "next_by",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("expected_start", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "urgency",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("ward_code", sa.String(), nullable=True),
        sa.Column("lsoa_code", sa.String(), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("strengths", sa.JSON(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column(
            "basis",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("feed_back", sa.JSON(), nullable=False),
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("going_well", sa.String(), nullable=False),
        sa.Column("tried", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("must_not_know", sa.String(), nullable=False),
        sa.Column("unsafe", sa.String(), nullable=False),
        sa.Column("call_back", sa.String(), nullable=False),
        sa.Column("must_not_contact", sa.Boolean(), nullable=False),
        sa.Column("meeting_may_be_unsafe", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.Column("story_goes", sa.Boolean(), nullable=False),
        sa.Column("may_be_twice", sa.Boolean(), nullable=False),
        sa.Column("holds_place", sa.Boolean(), nullable=False),
        sa.Column("bounces", sa.Integer(), nullable=False),
        sa.Column("unplaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreviewed", sa.Boolean(), nullable=False),
        sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("legal_hold_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_referral_holder_id_partnership_id_app_user"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_referral_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["referral.id"], name=op.f("fk_referral_previous_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            name=op.f("fk_referral_receiver_organisation_id_partnership_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["sender_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_referral_sender_id_partnership_id_app_user"),
        ),
        sa.ForeignKeyConstraint(
            ["sender_organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            name=op.f("fk_referral_sender_organisation_id_partnership_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["service_id", "partnership_id"],
            ["service.id", "service.partnership_id"],
            name=op.f("fk_referral_service_id_partnership_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id", "partnership_id"],
            ["young_person.id", "young_person.partnership_id"],
            name=op.f("fk_referral_young_person_id_partnership_id_young_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("draft_id", "service_id", name=op.f("uq_referral_draft_id_service_id")),
        sa.UniqueConstraint("id", "partnership_id", name=op.f("uq_referral_id_partnership_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            "ix_referral_due", ["partnership_id", "status", "due_on"], unique=False
        )
        batch_op.create_index("ix_referral_holder", ["holder_id", "status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referral_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_previous_id"), ["previous_id"], unique=False)
        batch_op.create_index(
            "ix_referral_receiver", ["receiver_organisation_id", "status", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_referral_sender", ["sender_organisation_id", "sender_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_service_id"), ["service_id"], unique=False)
        batch_op.create_index(
            "ix_referral_unplaced",
            ["partnership_id", "unplaced_at"],
            unique=False,
            sqlite_where=sa.text("unplaced_at IS NOT NULL"),
            postgresql_where=sa.text("unplaced_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_referral_twice", ["partnership_id", "may_be_twice", "status"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_young_person_id"), ["young_person_id"], unique=False
        )

    op.create_table(
        "referral_pause",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id", "partnership_id"],
            ["service.id", "service.partnership_id"],
            name=op.f("fk_referral_pause_service_id_partnership_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_referral_pause")),
    )
    with op.batch_alter_table("referral_pause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_pause_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "service_places",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id", "partnership_id"],
            ["service.id", "service.partnership_id"],
            name=op.f("fk_service_places_service_id_partnership_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_service_places")),
    )
    with op.batch_alter_table("service_places", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_places_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "contact_attempt",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_contact_attempt_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_attempt_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_attempt_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "reasoned_look",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_reasoned_look_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_reasoned_look_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reasoned_look")),
    )
    with op.batch_alter_table("reasoned_look", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reasoned_look_referral_id"), ["referral_id"], unique=False
        )
        batch_op.create_index("ix_reasoned_look_user_id_until", ["user_id", "until"], unique=False)

    op.create_table(
        "referral_agreement",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column(
            "party",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column(
            "capacity",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column(
            "told_how",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_agreement_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_agreement")),
    )
    with op.batch_alter_table("referral_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_agreement_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_agreement_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "referral_equality",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_equality_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_equality")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_referral_equality_referral_id")),
    )
    with op.batch_alter_table("referral_equality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_equality_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "referral_event",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column(
            "from_status",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column(
            "to_status",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("seconds_before", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_event_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
        sa.UniqueConstraint(
            "referral_id", "number", name=op.f("uq_referral_event_referral_id_number")
        ),
    )
    with op.batch_alter_table("referral_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_event_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "escalation",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_escalation_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint(
            "referral_id",
            "step",
            "due_on",
            "to",
            name=op.f("uq_escalation_referral_id_step_due_on_to"),
        ),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_escalation_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "referral_message",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "side",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("send_key", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_message_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_message")),
        sa.UniqueConstraint(
            "referral_id", "send_key", name=op.f("uq_referral_message_referral_id_send_key")
        ),
    )
    with op.batch_alter_table("referral_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_message_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_message_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "referral_override",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("rung_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_override_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_override")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_referral_override_referral_id")),
    )
    with op.batch_alter_table("referral_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_override_partnership_id"), ["partnership_id"], unique=False
        )

    op.create_table(
        "referral_reader",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id", "partnership_id"],
            ["referral.id", "referral.partnership_id"],
            name=op.f("fk_referral_reader_referral_id_partnership_id_referral"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            name=op.f("fk_referral_reader_user_id_partnership_id_app_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("referral_id", "user_id", name=op.f("pk_referral_reader")),
    )
    with op.batch_alter_table("referral_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_reader_user_id"), ["user_id"], unique=False)

    op.create_table(
        "records_request",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_as", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("checked_how", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_records_request_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id", "partnership_id"],
            ["young_person.id", "young_person.partnership_id"],
            name=op.f("fk_records_request_young_person_id_partnership_id_young_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records_request")),
    )
    with op.batch_alter_table("records_request", schema=None) as batch_op:
        batch_op.create_index("ix_records_request_open", ["partnership_id", "closed_at", "due_on"])
        batch_op.create_index(
            batch_op.f("ix_records_request_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_records_request_young_person_id"), ["young_person_id"], unique=False
        )


def downgrade() -> None:
    op.drop_column("postcode", "lsoa_code")
    op.drop_table("records_request")
    op.drop_index("ix_audit_entry_object_id", "audit_entry")
    with op.batch_alter_table("referral_reader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_reader_user_id"))

    op.drop_table("referral_reader")
    with op.batch_alter_table("referral_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_override_partnership_id"))

    op.drop_table("referral_override")
    with op.batch_alter_table("referral_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_message_referral_id"))
        batch_op.drop_index(batch_op.f("ix_referral_message_partnership_id"))

    op.drop_table("referral_message")
    with op.batch_alter_table("referral_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_event_partnership_id"))

    op.drop_table("referral_event")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_partnership_id"))

    op.drop_table("escalation")
    with op.batch_alter_table("referral_equality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_equality_partnership_id"))

    op.drop_table("referral_equality")
    with op.batch_alter_table("referral_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_agreement_referral_id"))
        batch_op.drop_index(batch_op.f("ix_referral_agreement_partnership_id"))

    op.drop_table("referral_agreement")
    with op.batch_alter_table("reasoned_look", schema=None) as batch_op:
        batch_op.drop_index("ix_reasoned_look_user_id_until")
        batch_op.drop_index(batch_op.f("ix_reasoned_look_referral_id"))

    op.drop_table("reasoned_look")
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_attempt_referral_id"))
        batch_op.drop_index(batch_op.f("ix_contact_attempt_partnership_id"))

    op.drop_table("contact_attempt")
    with op.batch_alter_table("service_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_places_partnership_id"))

    op.drop_table("service_places")
    with op.batch_alter_table("referral_pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_pause_partnership_id"))

    op.drop_table("referral_pause")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_young_person_id"))
        batch_op.drop_index("ix_referral_twice")
        batch_op.drop_index("ix_referral_unplaced")
        batch_op.drop_index(batch_op.f("ix_referral_service_id"))
        batch_op.drop_index("ix_referral_sender")
        batch_op.drop_index("ix_referral_receiver")
        batch_op.drop_index(batch_op.f("ix_referral_previous_id"))
        batch_op.drop_index(batch_op.f("ix_referral_partnership_id"))
        batch_op.drop_index("ix_referral_holder")
        batch_op.drop_index("ix_referral_due")

    op.drop_table("referral")
    op.drop_table("sent_digest")
    with op.batch_alter_table("referral_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_draft_user_id"))
        batch_op.drop_index(batch_op.f("ix_referral_draft_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_referral_draft_expires_at"))

    op.drop_table("referral_draft")
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_key_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_idempotency_key_made_at"))

    op.drop_table("idempotency_key")
    with op.batch_alter_table("advice_duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_duty_user_id"))
        batch_op.drop_index(batch_op.f("ix_advice_duty_partnership_id"))

    op.drop_table("advice_duty")
    with op.batch_alter_table("advice_call", schema=None) as batch_op:
        batch_op.drop_index("ix_advice_call_state")
        batch_op.drop_index(batch_op.f("ix_advice_call_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_advice_call_caller_id"))

    op.drop_table("advice_call")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index("ix_absence_user_id_last_day")
        batch_op.drop_index(batch_op.f("ix_absence_partnership_id"))
        batch_op.drop_index("ix_absence_cover_id_last_day")

    op.drop_table("absence")
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_young_person_partnership_id"))

    op.drop_table("young_person")
    op.drop_table("referral_rules")
