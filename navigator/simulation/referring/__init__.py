"""Invented referrals and calls for advice, made by the steps that people take."""
