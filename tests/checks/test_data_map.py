"""Every column has its place in the map of data; every table about young people is gathered."""

from sqlalchemy import Column, Integer, MetaData, Table

from base.orm import Base
from navigator import models
from navigator.records.data_map import GATHERED, PERSONAL, differences
from navigator.records.data_map import data_map as whole_map
from navigator.records.gathering import NOT_TIED, TIES, tables_about_young_people
from navigator.secrets.columns import EncryptedText
from navigator.web.words import words


def test_check_42_every_column_has_its_place_in_the_map():
    assert models.referrals is not None
    assert sorted(differences(Base.metadata)) == []


def test_check_42_a_new_column_without_a_place_is_named():
    metadata = MetaData()
    Table("ward", metadata, Column("code", Integer), Column("new_one", Integer))

    assert "ward.new_one has no place in the map" in set(differences(metadata))


def test_check_42_every_table_about_young_people_is_gathered_or_says_why_not():
    tied = {model.__tablename__ for model in (*TIES, *NOT_TIED)}

    assert tied == tables_about_young_people()


def test_what_is_locked_is_personal_or_secret_in_the_map():
    locked = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    }
    open_to_logs = {
        (table, name)
        for table, name in locked
        if whole_map()[table].columns[name] not in {*PERSONAL, "secrets"}
    }

    assert open_to_logs == {("referral_equality", "answers")}  # codes, locked all the same


def test_words_about_young_people_are_locked():
    about = tables_about_young_people()
    unlocked = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if table.name in about
        and whole_map()[table.name].columns[column.name] in PERSONAL
        and not isinstance(column.type, EncryptedText)
    }

    assert unlocked == {"referral.lsoa_code"}  # an area of some 1,500 people, to count by


def test_what_is_gathered_has_a_plain_name():
    shown = [
        f"held.{name}"
        for model in TIES
        for name in whole_map()[model.__tablename__].of_kinds(*GATHERED)
    ]
    tables = [f"held_table.{model.__tablename__}" for model in TIES]

    assert sorted({*shown, *tables} - words().keys()) == []
