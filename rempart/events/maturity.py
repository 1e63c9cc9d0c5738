"""What maturity writes: claims, verdicts, levels, accepted risks."""

from rempart.events.kind import EventKind

CLAIM_RECORDED = EventKind(
    "maturity.claim.recorded",
    "A claim on “{control}” was recorded",
    "Une déclaration sur « {control} » a été notée",
    "已记录关于“{control}”的声明",
)
VERDICT_REACHED = EventKind(
    "maturity.verdict.reached",
    "“{control}”: now {state}",
    "« {control} » : désormais {state}",
    "“{control}”现为：{state}",
)
LEVEL_CHANGED = EventKind(
    "maturity.level.changed",
    "The {dimension} went from {before} to {after}",
    "{dimension} : de {before} à {after}",
    "{dimension}从 {before} 变为 {after}",
)
RISK_ACCEPTED = EventKind(
    "maturity.risk.accepted",
    "The risk of “{control}” was accepted until {until}",
    "Le risque de « {control} » a été accepté jusqu’au {until}",
    "已接受“{control}”的风险，至 {until}",
)
RISK_WITHDRAWN = EventKind(
    "maturity.risk.withdrawn",
    "The acceptance for “{control}” was withdrawn",
    "L’acceptation pour « {control} » a été retirée",
    "已撤回对“{control}”风险的接受",
)
EXEMPTION_ASKED = EventKind(
    "maturity.exemption.asked",
    "Someone asked to declare “{control}” not applicable until {until}",
    "Une personne a demandé de déclarer « {control} » sans objet jusqu’au {until}",
    "有人申请将“{control}”声明为不适用，至 {until}",
)
EXEMPTION_GRANTED = EventKind(
    "maturity.exemption.granted",
    "“{control}” was declared not applicable until {until}",
    "« {control} » a été déclaré sans objet jusqu’au {until}",
    "“{control}”被声明为不适用，至 {until}",
)
EXEMPTION_ENDED = EventKind(
    "maturity.exemption.ended",
    "“{control}” applies again",
    "« {control} » s’applique de nouveau",
    "“{control}”重新适用",
)
PROFILE_CHANGED = EventKind(
    "maturity.profile.changed",
    "The business profile was changed",
    "Le profil de l’entreprise a été modifié",
    "业务概况已更改",
)
PROOF_PUBLISHED = EventKind(
    "maturity.proof.published",
    "The proof page and the badge were made public",
    "La page de preuve et le badge ont été rendus publics",
    "证明页和徽章已公开",
)
PROOF_WITHDRAWN = EventKind(
    "maturity.proof.withdrawn",
    "The proof page and the badge are no longer public",
    "La page de preuve et le badge ne sont plus publics",
    "证明页和徽章不再公开",
)
