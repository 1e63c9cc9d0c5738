"""An invented document for 115 stones and texts to go with it, so that pages can be tested without units."""

import random
from typing import Any

from rempart.maturity.web.links import Links
from rempart.maturity.web.present import Frame
from rempart.maturity.web.texts import ControlText, StepText, ThreatText, unit_texts

NOW_MS = 1_795_269_900_000  # 2026-11-21 14:05 UTC
WALL = {
    1: "tls_certificate_valid tls_renewed_automatically https_everywhere tls_protocols_current backup_daily"
    " backup_place_known restore_time_known update_lag_known",
    2: "malware_scanned_regularly malware_answer_known outage_alerted traffic_peak_alerted owner_told_in_time"
    " sql_injection_stopped script_injection_stopped xmlrpc_abuse_stopped known_plugin_exploits_stopped"
    " firewall_rules_current login_attempts_limited second_factor_for_editors login_challenge files_hardened"
    " risky_functions_off updates_applied vulnerability_told_in_time",
    3: "behaviour_detected backup_frequent backup_off_server backup_encrypted backup_known_clean"
    " full_restore_in_one_click accounts_isolated processes_isolated flood_absorbed flood_answer_time_known"
    " staging_available updates_tested_before_live",
    4: "watched_day_and_night incident_process_exercised containment_in_time user_activity_recorded"
    " server_events_recorded record_kept_long_enough record_tamper_evident card_data_duties_documented"
    " personal_data_duties_documented proof_for_partners firewall_rules_fit_the_risk monitoring_rules_fit_the_risk",
    5: "every_user_verified every_device_verified every_connection_verified dedicated_servers"
    " environments_fully_isolated firewall_rules_bespoke anomalies_learned_and_flagged attacked_on_schedule"
    " findings_of_attacks_closed",
}
ADVICE = (
    "hsts security_headers no_version_told no_user_names_told security_txt hosting_kind_known administrator_not_default"
)
WATCH = {
    1: "responsibilities_named report_channel_known incident_contacts_known leavers_removed first_awareness_round"
    " no_weak_service_passwords",
    2: "mail_drill_monthly staff_second_factor password_manager_used self_assessment_done lesson_hours_done"
    " components_inventoried three_two_one_backup attachments_inspected encrypted_mail_and_sharing final_test_and_plan",
    3: "leavers_automatic rights_reviewed_and_least critical_flaws_fixed_48h exploited_flaws_fixed_24h"
    " supplier_baseline supplier_duties_in_contract key_dependencies_mapped continuity_exercised recovery_targets_met"
    " config_checked_and_returned other_drills_held ai_keys_managed",
    4: "privileged_use_recorded behaviour_of_users_watched detect_locate_block_loop payments_by_two"
    " payment_source_verified steps_owned_and_recorded rules_known_by_staff breach_clock suppliers_redundant"
    " gradual_release everyday_tools_audited exposed_services_known automation_reviewed",
    5: "red_against_blue suppliers_attacked_and_audited network_segmented access_by_role_and_partition"
    " threat_knowledge_shared endpoints_protected backups_out_of_reach mail_filter_learns forged_media_checked",
}
LEVELS = {
    "wall": ("Basic", "Proactive", "Advanced", "Enterprise", "Zero trust"),
    "watch": ("Someone is there", "Practised", "Organised", "Watched", "Never alone"),
}
STATES = (
    "met",
    "met",
    "unknown",
    "unknown",
    "claimed",
    "not_met",
    "stale",
    "partial",
    "error",
    "contradicted",
    "attested",
)
KEYS = ("ownership", "companion", "agent", "backup", "document")


def entry(control: str, dimension: str, level: int, state: str, *, mandatory: bool = True) -> dict[str, Any]:
    """One control of the document; `claimed` and `attested` are states with a class."""
    dice = random.Random(control)
    classes = {"claimed": "stated", "attested": "documented", "unknown": None, "error": None}
    return {
        "id": control,
        "rows": ["BAK-01"],
        "dimension": dimension,
        "level": level,
        "mandatory": mandatory,
        "applies": True,
        "side": dice.choice(["owner", "host", "both"]),
        "scope": "site",
        "state": {"claimed": "unknown", "attested": "met"}.get(state, state),
        "class": classes.get(state, dice.choice(["exercised", "observed", "observed"])),
        "source": None if state == "unknown" else "tls_certificate",
        "operator": "self",
        "vantage": dice.choice(["external", "external", "same_host"]),
        "observed_at": None if state in {"unknown", "error"} else "2026-11-21T11:02:00.000Z",
        "valid_until": "2026-11-22T11:02:00.000Z",
        "reason": "" if state == "met" else "Seen from outside: 3 of 10 probes went through.",
        "key": dice.choice(KEYS) if state in {"unknown", "claimed", "stale", "error"} else None,
        "facts": [{"log": "log", "index": dice.randrange(50_000), "hash": "0" * 64}],
    }


def document(wall: int = 1, watch: int = 0, *, needed: int | None = 3, lab: bool = False) -> dict[str, Any]:
    """A plausible document with `wall` and `watch` proven."""
    dice = random.Random(7)
    controls = []
    for dimension, courses, proven in (("wall", WALL, wall), ("watch", WATCH, watch)):
        for level, ids in courses.items():
            for index, control in enumerate(ids.split()):
                state = dice.choice(STATES) if level > proven else ("attested" if index == 5 else "met")
                if level == proven + 1 and index == 0:
                    state = "not_met"
                controls.append(entry(control, dimension, level, state))
    controls += [entry(c, "wall", 1, dice.choice(STATES), mandatory=False) for c in ADVICE.split()]
    failing = [c["id"] for c in controls if c["state"] in {"not_met", "partial", "contradicted", "unknown"}]
    loss = {"p5": _euro(120_000), "p50": _euro(260_000), "p95": _euro(470_000)}
    return {
        "schema": 1,
        "target": "https://maison-lavande.example",
        "started_at": "2026-11-21T14:05:00.000Z",
        "duration_s": 27,
        "vantage": "lab" if lab else "external",
        "lab": lab,
        "level": {
            "wall": _level(wall, min(wall + 1, 5), needed),
            "watch": _level(watch, watch, None if needed is None else 2),
        },
        "controls": controls,
        "threats": _threats(failing),
        "next": {
            "now": [{"cause": "exploited_flaw", "control": "updates_applied", "reason": ""}] if wall else [],
            "guide": [
                {"control": control, "source_line": 67 + index, "needs": failing[:index]}
                for index, control in enumerate(failing[:5])
            ],
            "value": [
                {
                    "control": control,
                    "hours": {"low": 0.2 + index, "high": 2 + index},
                    "cost": {"low": _euro(0), "high": _euro(60_000 * index)},
                    "loss_removed": loss,
                }
                for index, control in enumerate(failing[:5])
            ],
        },
        "return": {
            "mean": _euro(500_000),
            "p50": _euro(0),
            "p95": _euro(2_370_000),
            "chance_any_loss": 0.47,
            "pays_1y": 0.46,
            "pays_3y": 0.81,
            "break_even_chance": 0.08,
            "inputs": [
                {
                    "id": "incidents",
                    "low": 0.3,
                    "likely": 0.6,
                    "high": 1.3,
                    "unit": "a_year",
                    "strength": 1.0,
                    "source": "survey",
                    "dated": "2025-05-01",
                },
                {
                    "id": "loss",
                    "low": 2200,
                    "likely": 4000,
                    "high": 9000,
                    "unit": "EUR",
                    "strength": 0.86,
                    "source": "survey",
                    "dated": "2025-05-01",
                },
            ],
            "gains": ["Two partners ask for a proven level 2 before they sign."],
            "sentence": "It pays in 81 of 100 futures within three years.",
        },
        "residual": ["A person who is deceived, at every level"],
    }


def _euro(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def _level(proven: int, claimed: int, needed: int | None) -> dict[str, Any]:
    return {
        "proven": proven,
        "proven_since": "2026-03-04T09:00:00.000Z" if proven else None,
        "proven_until": "2026-11-22T14:05:00.000Z" if proven else None,
        "unrefuted": proven,
        "claimed": claimed,
        "needed": needed,
        "last_proven": None,
        "lost_because": None,
    }


def _threats(failing: list[str]) -> list[dict[str, Any]]:
    status = ("open", "partly", "covered")
    return [
        {
            "id": f"T{n:02}",
            "status": status[n % 3],
            "by": [] if n % 3 == 0 else ["backup_daily"],
            "missing": failing[n : n + 2] if n % 3 < 2 else [],
        }
        for n in range(1, 26)
    ]


class SampleTexts:
    """Texts made from the ids."""

    def control(self, control: str) -> ControlText:
        """A title like 'Backup daily'."""
        return ControlText(
            id=control,
            title=control.replace("_", " ").capitalize(),
            why="A filter in front of the site stops most scripted attacks before PHP runs.",
            fix=("Ask the host to switch it on.", "Measure again."),
            question="How is it configured for our site, and can you show one example from last week?",
            hours=(0.3, 2),
            cost_year_minor=(0, 60_000),
            source="French guide, line 69",
            threats=(("T04", "necessary"), ("T06", "detects")),
            says={"let_through": "{count} of 10 probes went through."},
            can_be_proven=len(control) % 5 != 0,
            proofs=("O", "D"),
        )

    def threat(self, threat: str) -> ThreatText:
        """A title with its number."""
        return ThreatText(threat, f"Threat {threat}", "Somebody tries it by machine, day and night.")

    def step(self, dimension: str, level: int) -> StepText:
        """The names of the model."""
        name = LEVELS[dimension][level - 1]
        return StepText(
            name, "A small shop", ("Guessing",), ("A targeted attacker", "A person who is deceived"), "More.", ("Who?",)
        )


class RealTexts(SampleTexts):
    """The units' own texts where the unit exists, so that pictures show real lengths."""

    def __init__(self, language: str) -> None:
        self.units = unit_texts(language)

    def control(self, control: str) -> ControlText:
        """The unit's, else an invented one."""
        return self.units.control(control) if control in self.units.ids else super().control(control)

    def threat(self, threat: str) -> ThreatText:
        """The unit's."""
        return self.units.threat(threat)

    def step(self, dimension: str, level: int) -> StepText:
        """The unit's."""
        return self.units.step(dimension, level)


def frame(wall: int = 1, watch: int = 0, *, language: str = "en", needed: int | None = 3, lab: bool = False) -> Frame:
    """A frame for presenters."""
    sample = document(wall, watch, needed=needed, lab=lab)
    return Frame(sample, RealTexts(language), Links("/sites/7f3k92dm/"), language, NOW_MS)
