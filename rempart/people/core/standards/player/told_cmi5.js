// Tells a learning system by cmi5: the state is kept beside its statements. Without a launch, nothing is kept.
(function () {
  "use strict";
  var asked = new URLSearchParams(window.location.search), begun = Date.now(), token = "", context = null, isOver = false;
  var endpoint = (asked.get("endpoint") || "").replace(/\/?$/, "/"), isLaunched = asked.has("fetch") && asked.has("endpoint");
  var queue = Promise.resolve();

  function call(method, what, values, body, isLast) {
    var address = endpoint + what + (values ? "?" + new URLSearchParams(values) : "");
    var headers = { Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return fetch(address, { method: method, headers: headers, body: body === undefined ? undefined : JSON.stringify(body), keepalive: isLast === true });
  }
  function place(id) {
    return { activityId: asked.get("activityId"), agent: asked.get("actor"), registration: asked.get("registration"), stateId: id };
  }
  function uuid() {
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (one) {
      return (one ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (one / 4)))).toString(16);
    });
  }
  function state(verb, result, isLast) {
    var category = [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" }];
    if (verb === "completed" || verb === "passed" || verb === "failed") category.push({ id: "https://w3id.org/xapi/cmi5/context/categories/moveon" });
    var around = JSON.parse(JSON.stringify(context));
    around.registration = asked.get("registration");
    around.contextActivities = around.contextActivities || {};
    around.contextActivities.category = category;
    return call("POST", "statements", null, {
      id: uuid(), actor: JSON.parse(asked.get("actor")), timestamp: new Date().toISOString(),
      verb: { id: "http://adlnet.gov/expapi/verbs/" + verb, display: { en: verb } },
      object: { objectType: "Activity", id: asked.get("activityId") }, context: around, result: result || undefined
    }, isLast);
  }
  function took() { return "PT" + Math.max(0, Math.round((Date.now() - begun) / 1000)) + "S"; }

  window.told = {
    isAlone: !isLaunched,
    begin: function (done) {
      if (!isLaunched) { done(""); return; }
      fetch(asked.get("fetch"), { method: "POST" })
        .then(function (answer) { return answer.json(); })
        .then(function (given) { token = given["auth-token"]; return call("GET", "activities/state", place("LMS.LaunchData")); })
        .then(function (answer) { return answer.json(); })
        .then(function (data) { context = data.contextTemplate || {}; return state("initialized"); })
        .then(function () { return call("GET", "activities/state", place("way")); })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (kept) { done(kept ? JSON.stringify(kept) : ""); })
        .catch(function () { window.told.isAlone = true; isOver = true; done(""); });
    },
    keep: function (way, end) {
      if (!isLaunched || isOver) return;
      queue = queue.then(function () { return call("PUT", "activities/state", place("way"), JSON.parse(way)); });
      if (end) {
        queue = queue
          .then(function () { return state("completed", { completion: true, duration: took() }); })
          .then(function () {
            return state(end.isPassed ? "passed" : "failed", { success: end.isPassed, score: { scaled: Math.round(end.score * 100) / 100 }, duration: took() });
          });
      }
      queue = queue.catch(function () { /* the next word tries again */ });
    }
  };
  window.addEventListener("pagehide", function () {
    if (!isLaunched || isOver || !context) return;
    isOver = true;
    state("terminated", { duration: took() }, true);
  });
})();
