// Stands at the head of every page of a package, inside its sandbox: gives it the runtime it looks for, with what was kept,
// and tells the console's page around it what the package says. It has no cookie and cannot ask the console for anything.
(function () {
  "use strict";
  var hub = window.parent, own = null, timer = 0, isDirty = false;

  function memory() {
    var held = {};
    return {
      getItem: function (key) { return Object.prototype.hasOwnProperty.call(held, key) ? held[key] : null; },
      setItem: function (key, value) { held[key] = String(value); },
      removeItem: function (key) { delete held[key]; },
      clear: function () { held = {}; },
      key: function (at) { return Object.keys(held)[at] || null; },
      get length() { return Object.keys(held).length; }
    };
  }

  // A sandbox has no storage and no cookies, and asking for them throws; packages expect them to be merely empty.
  ["localStorage", "sessionStorage"].forEach(function (name) {
    try { void window[name]; } catch (refused) { Object.defineProperty(window, name, { configurable: true, value: memory() }); }
  });
  try { void document.cookie; } catch (refused) {
    Object.defineProperty(document, "cookie", { configurable: true, get: function () { return ""; }, set: function () {} });
  }

  try { own = JSON.parse(window.name); } catch (none) { own = null; }
  if (!own || own.rempart !== 1 || hub === window) return;
  // Packages climb from window to window for their runtime. Above is another origin, which throws: the climb ends here.
  try { Object.defineProperty(window, "parent", { configurable: true, value: window }); } catch (kept) { /* found here first */ }
  if (own.kind === "cmi5") return;

  var is2004 = own.kind === "scorm2004";
  var Runtime = is2004 ? window.Scorm2004API : window.Scorm12API;
  var api = new Runtime({ autocommit: false, logLevel: 5, mastery_override: false, lmsCommitUrl: false });
  var core = is2004 ? own.cmi : own.cmi.core;
  delete core.exit;
  delete core.session_time;
  api.loadFromJSON(own.cmi, "cmi");

  function tell(isDone) {
    window.clearTimeout(timer);
    timer = 0;
    isDirty = false;
    var cmi = JSON.parse(JSON.stringify(api.renderCMIToJSONObject().cmi));
    (is2004 ? cmi : cmi.core).entry = "resume";
    own.cmi = cmi;
    window.name = JSON.stringify(own); // the next page of the same part begins from here
    hub.postMessage({ rempart: "scorm", cmi: cmi, isDone: isDone === true }, own.hub);
  }
  function soon() {
    isDirty = true;
    if (!timer) timer = window.setTimeout(tell, 800);
  }
  function offer(first, names) {
    var given = {};
    Object.keys(names).forEach(function (name) {
      given[name] = function () {
        var answer = api[name].apply(api, arguments);
        var what = names[name];
        if (what === "soon") soon();
        if (what === "now") tell(false);
        if (what === "done") tell(true);
        return answer;
      };
    });
    Object.defineProperty(window, first, { configurable: false, value: given });
  }
  if (is2004) {
    offer("API_1484_11", { Initialize: "", Terminate: "done", GetValue: "", SetValue: "soon", Commit: "now",
      GetLastError: "", GetErrorString: "", GetDiagnostic: "" });
  } else {
    offer("API", { LMSInitialize: "", LMSFinish: "done", LMSGetValue: "", LMSSetValue: "soon", LMSCommit: "now",
      LMSGetLastError: "", LMSGetErrorString: "", LMSGetDiagnostic: "" });
  }
  window.addEventListener("pagehide", function () { if (isDirty) tell(false); });
})();
