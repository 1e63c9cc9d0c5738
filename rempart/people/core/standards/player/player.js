// Plays one lesson: scenes with decisions, then questions, of which those answered wrongly come again. What was done is kept
// as places in the text, so that the way goes on in another language, and tells the learning system through `told`.
(function () {
  "use strict";
  var lesson = window.LESSON, main = document.getElementById("lesson"), told = window.told;
  var way = { l: "", s: 0, c: [], a: [] }; // language, seed, choices taken, answers given as [question, answer]
  var text, word;

  function start(kept) {
    if (kept && Array.isArray(kept.c) && Array.isArray(kept.a)) way = kept;
    if (!lesson.texts[way.l]) way.l = preferred();
    if (!way.s) way.s = 1 + Math.floor(Math.random() * 1e6);
    speak();
    show(false);
  }
  function preferred() {
    var found = (navigator.languages || [navigator.language || "en"]).map(function (one) { return one.slice(0, 2); });
    return found.concat(Object.keys(lesson.texts)).filter(function (one) { return lesson.texts[one]; })[0];
  }
  function speak() {
    text = lesson.texts[way.l];
    word = lesson.words[way.l];
    document.documentElement.lang = way.l === "zh" ? "zh-Hans" : way.l;
    document.title = text.title;
  }

  function make(name, content, more) {
    var made = document.createElement(name);
    Object.keys(more || {}).forEach(function (key) { made.setAttribute(key, more[key]); });
    [].concat(content === undefined ? [] : content).forEach(function (one) { if (one) made.append(one); });
    return made;
  }
  function runs(given) { // texts and numbers of sources
    return given.map(function (one) {
      return typeof one === "number" ? make("sup", make("a", String(one), { href: "#source-" + one })) : one;
    });
  }
  function blocks(given) {
    return given.map(function (one) {
      if (one[0] === "quote") return make("blockquote", make("p", runs(one[1])));
      if (one[0] === "list") return make("ul", one[1].map(function (item) { return make("li", runs(item)); }));
      return make("p", runs(one[1]));
    });
  }
  function say(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function shuffled(count, salt) { // the same for this attempt each time it is shown
    var state = (way.s * 7919 + salt * 104729) % 2147483647 || 1, places = [], at, other, held;
    for (at = 0; at < count; at++) places.push(at);
    for (at = count - 1; at > 0; at--) {
      state = (state * 48271) % 2147483647;
      other = state % (at + 1);
      held = places[at]; places[at] = places[other]; places[other] = held;
    }
    return places;
  }

  // Where the way stands: a scene, a question, or the end.
  function here() {
    var scene = lesson.begins, last = null, at, open, given, first = {};
    for (at = 0; at < way.c.length; at++) {
      last = [scene, way.c[at]];
      scene = lesson.ways[scene][way.c[at]][1];
    }
    if (lesson.ways[scene].length) return { kind: "scene", id: scene, last: last };
    open = lesson.key.map(function (_, number) { return number; });
    for (at = 0; at < way.a.length; at++) {
      given = way.a[at];
      open.splice(open.indexOf(given[0]), 1);
      var isRight = lesson.key[given[0]][given[1]];
      if (first[given[0]] === undefined) first[given[0]] = isRight;
      if (!isRight) open.push(given[0]);
    }
    return { kind: open.length ? "question" : "end", id: open[0], scene: scene, last: last, first: first };
  }
  function tally(first) {
    var right = Object.keys(first).filter(function (one) { return first[one]; }).length, scene = lesson.begins, good = 0;
    way.c.forEach(function (choice) {
      if (lesson.ways[scene][choice][0] === "good") good++;
      scene = lesson.ways[scene][choice][1];
    });
    return { right: right, asked: lesson.key.length, good: good, decided: way.c.length };
  }

  function show(hasMoved) {
    var at = here();
    main.textContent = "";
    main.append(bar());
    main.append(make("h1", text.title, { tabindex: "-1" }));
    if (told.isAlone) main.append(make("p", word.alone, { class: "quiet" }));
    if (at.kind === "scene") {
      if (!at.last) main.append(make("p", text.summary, { class: "quiet" }));
      main.append(make("p", say(word.decision, { n: way.c.length + 1 }) + " " + word.scenario, { class: "quiet" }));
      consequence(at.last);
      main.append.apply(main, blocks(text.scenes[at.id].text));
      ask(text.scenes[at.id].ask, text.scenes[at.id].choices.map(function (one) { return one[0]; }), way.c.length,
        function (place) { way.c.push(place); });
    } else if (at.kind === "question") {
      var asked = text.questions[at.id], times = way.a.filter(function (one) { return one[0] === at.id; }).length;
      main.append(make("p", say(word.question, { n: Object.keys(at.first).length + (at.first[at.id] === undefined ? 1 : 0), m: lesson.key.length }), { class: "quiet" }));
      if (way.a.length) answered(); else { consequence(at.last); main.append.apply(main, blocks(text.scenes[at.scene].text)); }
      ask(asked.ask, asked.answers.map(function (one) { return one[0]; }), 100 + at.id * 7 + times,
        function (place) { way.a.push([at.id, place]); });
    } else {
      var done = tally(at.first);
      answered();
      main.append(make("div", [make("p", make("b", word.end)), make("p", say(word.right, done)), make("p", say(word.good, done))],
        { class: "said done", role: "status" }));
      main.append(make("h2", word.tomorrow), make("ul", text.tomorrow.map(function (one) { return make("li", runs(one)); })));
    }
    sources();
    if (hasMoved) main.querySelector("h1").focus();
  }
  function consequence(last) {
    if (!last) return;
    var choice = text.scenes[last[0]].choices[last[1]];
    main.append(make("div", [make("p", runs(choice[0]), { class: "quiet" })].concat(blocks(choice[1])), { class: "said", role: "status" }));
  }
  function answered() {
    var given = way.a[way.a.length - 1], answer = text.questions[given[0]].answers[given[1]];
    main.append(make("div", [make("p", runs(answer[0]), { class: "quiet" }),
      make("p", make("b", lesson.key[given[0]][given[1]] ? word.fits : word.again))].concat(blocks(answer[1])), { class: "said", role: "status" }));
  }
  function ask(question, options, salt, take) {
    var places = shuffled(options.length, salt), form = make("form"), set = make("fieldset", make("legend", runs(question)));
    places.forEach(function (place) {
      var input = make("input", undefined, { type: "radio", name: "value", value: place, required: "" });
      set.append(make("label", [input, make("span", runs(options[place]))], { class: "answer" }));
    });
    form.append(set, make("button", word.go, { type: "submit" }));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = form.querySelector("input:checked");
      if (!chosen) return;
      take(Number(chosen.value));
      keep();
      show(true);
    });
    main.append(form);
  }
  function bar() {
    var names = Object.keys(lesson.texts);
    if (names.length < 2) return "";
    var select = make("select", names.map(function (one) {
      return make("option", lesson.words[one].name, one === way.l ? { value: one, selected: "" } : { value: one });
    }), { "aria-label": word.language });
    select.addEventListener("change", function () { way.l = select.value; speak(); keep(); show(false); });
    return make("div", [make("span", ""), select], { class: "bar" });
  }
  function sources() {
    if (!text.sources.length) return;
    main.append(make("h2", word.sources), make("ol", text.sources.map(function (one, at) {
      var title = one[1] ? make("a", one[0], { href: one[1], target: "_blank", rel: "noreferrer noopener" }) : one[0];
      return make("li", [title, one[2]], { id: "source-" + (at + 1), class: "quiet" });
    })));
  }
  function keep() {
    var at = here(), done = at.kind === "end" ? tally(at.first) : null;
    told.keep(JSON.stringify(way), done ? { score: done.right / done.asked, isPassed: done.right >= lesson.least * done.asked } : null);
  }

  told.begin(function (kept) {
    var found = null;
    try { found = kept ? JSON.parse(kept) : null; } catch (broken) { found = null; }
    start(found);
  });
})();
