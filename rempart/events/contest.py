"""What a contest writes: of sides and weaknesses. Who handed in a flag, or asked for a hint, stands nowhere."""

from rempart.events.kind import EventKind

OPENED = EventKind(
    "contest.contest.opened",
    "A contest was called: {sides} sides, {minutes} minutes",
    "Un concours a été annoncé : {sides} camps, {minutes} minutes",
    "发起了一场比赛：{sides} 方，{minutes} 分钟",
)
BEGUN = EventKind(
    "contest.contest.begun",
    "A contest began: {sides} sites with {weaknesses} weaknesses each",
    "Un concours a commencé : {sides} sites avec {weaknesses} faiblesses chacun",
    "比赛开始：{sides} 个站点，各有 {weaknesses} 个弱点",
)
FLAG_FOUND = EventKind(
    "contest.flag.found",
    "In a contest one side found a weakness of another: {weakness} ({points} points)",
    "Dans un concours, un camp a trouvé une faiblesse d’un autre : {weakness} ({points} points)",
    "比赛中一方发现了另一方的弱点：{weakness}（{points} 分）",
)
WEAKNESS_CLOSED = EventKind(
    "contest.weakness.closed",
    "In a contest a side closed a weakness of its own: {weakness}",
    "Dans un concours, un camp a fermé une de ses faiblesses : {weakness}",
    "比赛中一方修补了自己的弱点：{weakness}",
)
WEAKNESS_REOPENED = EventKind(
    "contest.weakness.reopened",
    "In a contest a weakness is open again: {weakness}",
    "Dans un concours, une faiblesse est de nouveau ouverte : {weakness}",
    "比赛中一个弱点再次打开：{weakness}",
)
REMEDY_ASKED = EventKind(
    "contest.remedy.asked",
    "In a contest a side chose a remedy: {remedy}",
    "Dans un concours, un camp a choisi un remède : {remedy}",
    "比赛中一方选择了补救措施：{remedy}",
)
HINT_TAKEN = EventKind(
    "contest.hint.taken",
    "In a contest a side took a hint: {weakness}",
    "Dans un concours, un camp a pris un indice : {weakness}",
    "比赛中一方使用了提示：{weakness}",
)
END_ASKED = EventKind(
    "contest.end.asked",
    "A contest is to end now",
    "Un concours doit finir maintenant",
    "要求立即结束比赛",
)
ENDED = EventKind(
    "contest.contest.ended",
    "A contest ended after {minutes} minutes: {found} flags found, {closed} weaknesses closed; its sites are gone",
    "Un concours a pris fin après {minutes} minutes : {found} drapeaux trouvés, {closed} faiblesses fermées ; ses sites ont disparu",
    "比赛在 {minutes} 分钟后结束：发现 {found} 面旗，修补 {closed} 个弱点；站点已全部删除",
)
CANCELLED = EventKind(
    "contest.contest.cancelled",
    "A contest was called off before it began; its sites are gone",
    "Un concours a été annulé avant de commencer ; ses sites ont disparu",
    "比赛在开始前取消；站点已全部删除",
)
FAILED = EventKind(
    "contest.contest.failed",
    "A contest could not be held ({trouble}); its sites are gone",
    "Un concours n’a pas pu avoir lieu ({trouble}) ; ses sites ont disparu",
    "比赛未能举行（{trouble}）；站点已全部删除",
)
FUND_HANDED = EventKind(
    "contest.fund.handed",
    "The fund of a contest was handed over to the winning side",
    "La cagnotte d’un concours a été remise au camp vainqueur",
    "比赛奖金已交给获胜方",
)
