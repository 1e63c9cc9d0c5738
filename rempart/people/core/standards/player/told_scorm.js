// Tells a learning system by SCORM 1.2 or 2004: state, score and whether it was finished. Without one, nothing is kept.
(function () {
  "use strict";
  var is2004 = window.LESSON.standard === "scorm2004", name = is2004 ? "API_1484_11" : "API";
  var begun = Date.now(), isOver = false, api = found(window);

  function climb(from) {
    var here = from, steps = 0;
    try {
      while (here && steps < 20) {
        if (here[name]) return here[name];
        if (!here.parent || here.parent === here) return null;
        here = here.parent;
        steps++;
      }
    } catch (elsewhere) { /* another origin: the system is not above */ }
    return null;
  }
  function found(from) {
    var held = climb(from);
    try { return held || (from.opener ? climb(from.opener) : null); } catch (elsewhere) { return null; }
  }
  function call(short, first, second) {
    var method = api[is2004 ? short : "LMS" + (short === "Terminate" ? "Finish" : short)];
    return second === undefined ? method.call(api, first) : method.call(api, first, second);
  }
  function set(of12, of2004, value) {
    var element = is2004 ? of2004 : of12;
    if (element) call("SetValue", element, String(value));
  }
  function session() {
    var whole = Math.max(0, Math.round((Date.now() - begun) / 1000));
    if (is2004) return "PT" + whole + "S";
    function two(value) { return (value < 10 ? "0" : "") + value; }
    return two(Math.floor(whole / 3600)) + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
  }
  function leave() {
    if (!api || isOver) return;
    isOver = true;
    set("cmi.core.session_time", "cmi.session_time", session());
    set("cmi.core.exit", "cmi.exit", "suspend");
    call("Commit", "");
    call("Terminate", "");
  }

  window.told = {
    isAlone: !api,
    begin: function (done) {
      if (!api) { done(""); return; }
      call("Initialize", "");
      var status = call("GetValue", is2004 ? "cmi.completion_status" : "cmi.core.lesson_status");
      if (status === "not attempted" || status === "unknown" || status === "") set("cmi.core.lesson_status", "cmi.completion_status", "incomplete");
      done(call("GetValue", "cmi.suspend_data"));
    },
    keep: function (way, end) {
      if (!api || isOver) return;
      set("cmi.suspend_data", "cmi.suspend_data", way);
      if (end) {
        var percent = Math.round(end.score * 100);
        set("cmi.core.score.min", "cmi.score.min", 0);
        set("cmi.core.score.max", "cmi.score.max", 100);
        set("cmi.core.score.raw", "cmi.score.raw", percent);
        set("", "cmi.score.scaled", Math.round(end.score * 100) / 100);
        set("", "cmi.completion_status", "completed");
        set("cmi.core.lesson_status", "cmi.success_status", end.isPassed ? "passed" : "failed");
        set("cmi.core.session_time", "cmi.session_time", session());
      }
      call("Commit", "");
    }
  };
  window.addEventListener("pagehide", leave);
})();
