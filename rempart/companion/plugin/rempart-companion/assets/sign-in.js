/* Rempart Companion: does the small sum that wp-login asks for after wrong tries (src/Enforce/Challenge.php). Nobody else
   is asked and nothing is kept. Written for old browsers, too. */
(function () {
	'use strict';
	var SLICE_MS = 40; // of work between two breaths, so that the page stays usable
	var PATIENCE_MS = 8000; // for the question whether anything is asked; afterwards the form goes as it is
	var SPARE_S = 30; // before a token ends, a new one is asked for
	var K = [];
	var START = [];

	/* The constants of SHA-256: the first bits of the fractions of roots of the first primes. */
	(function () {
		var number = 2, found = 0, divisor, isPrime;
		function bits(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
		for (; found < 64; number++) {
			isPrime = true;
			for (divisor = 2; divisor * divisor <= number; divisor++) {
				if (number % divisor === 0) { isPrime = false; break; }
			}
			if (isPrime) {
				if (found < 8) { START.push(bits(Math.pow(number, 1 / 2))); }
				K.push(bits(Math.pow(number, 1 / 3)));
				found++;
			}
		}
		K = new Int32Array(K);
	}());

	function round(state, w) {
		var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
		var i, x, y, t, u;
		for (i = 16; i < 64; i++) {
			x = w[i - 15];
			y = w[i - 2];
			w[i] = (w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
		}
		for (i = 0; i < 64; i++) {
			t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + K[i] + w[i]) | 0;
			u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b | c & (a | b))) | 0;
			h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
		}
		state[0] = (state[0] + a) | 0; state[1] = (state[1] + b) | 0; state[2] = (state[2] + c) | 0; state[3] = (state[3] + d) | 0;
		state[4] = (state[4] + e) | 0; state[5] = (state[5] + f) | 0; state[6] = (state[6] + g) | 0; state[7] = (state[7] + h) | 0;
	}

	/* `text`: one byte a character. */
	function hash(text, state, w) {
		var length = text.length, blocks = (length + 9 + 63) >> 6, block, i;
		for (i = 0; i < 8; i++) { state[i] = START[i]; }
		for (block = 0; block < blocks; block++) {
			for (i = 0; i < 16; i++) { w[i] = 0; }
			for (i = 0; i < 64; i++) {
				var at = block * 64 + i;
				var byte = at < length ? text.charCodeAt(at) : (at === length ? 128 : 0);
				w[i >> 2] |= byte << (24 - 8 * (i & 3));
			}
			if (block === blocks - 1) { w[15] = length * 8; }
			round(state, w);
		}
		return state;
	}

	/* In UTF-8, as the form sends it. */
	function bytes(text) {
		try { return unescape(encodeURIComponent(text)); } catch (half) { return text; }
	}

	function hex(state) {
		var out = '', i;
		for (i = 0; i < 8; i++) { out += ('00000000' + (state[i] >>> 0).toString(16)).slice(-8); }
		return out;
	}

	/* A sum under way: `step` works for a slice and says whether it is done. */
	function Sum(token, name, bits, parts) {
		var state = new Int32Array(8), w = new Int32Array(64), found = [], number = 0;
		var start = hex(hash(token + '\n' + bytes(name), state, w)).slice(0, 32);
		this.done = function () { return found.length; };
		this.text = function () { return found.join('.'); };
		this.step = function () {
			var ends = Date.now() + SLICE_MS, i;
			while (found.length < parts) {
				for (i = 0; i < 256; i++, number++) {
					if (hash(start + '.' + found.length + '.' + number, state, w)[0] >>> (32 - bits) === 0) {
						found.push(number);
						number = 0;
						break;
					}
				}
				if (Date.now() > ends) { break; }
			}
			return found.length >= parts;
		};
	}

	/* Timers of a page are slowed down when it is not looked at; messages are not. */
	function breathe(then) {
		if (!window.MessageChannel) { setTimeout(then, 0); return; }
		var channel = new MessageChannel();
		channel.port1.onmessage = function () { channel.port1.close(); then(); };
		channel.port2.postMessage(0);
	}

	function begin() {
		var place = document.getElementById('rempart-sign-in');
		var form = place;
		while (form && form.nodeName !== 'FORM') { form = form.parentNode; }
		var name = form && form.elements.log;
		if (!name || !window.Int32Array) { return; }
		var parts = Number(place.getAttribute('data-parts'));
		var now = null; // {name, token, proof, since, isSpent}
		var pressed = false, passing = false, box = null, bar = null, words = null;

		function show(text, done) {
			if (!box) {
				box = document.createElement('div');
				box.className = 'message';
				words = document.createElement('p');
				words.setAttribute('role', 'status');
				words.setAttribute('aria-live', 'polite');
				bar = document.createElement('progress');
				bar.max = parts;
				bar.setAttribute('aria-label', place.getAttribute('data-label'));
				bar.style.width = '100%';
				box.appendChild(words);
				box.appendChild(bar);
				place.parentNode.insertBefore(box, place);
			}
			if (words.textContent !== text) { words.textContent = text; }
			bar.value = done;
		}

		function field(called, value) {
			var found = form.elements[called];
			if (!found) {
				found = document.createElement('input');
				found.type = 'hidden';
				found.name = called;
				form.appendChild(found);
			}
			found.value = value;
		}

		function send() {
			var button = form.querySelector('[type=submit]');
			pressed = false;
			if (now) { now.isSpent = true; }
			passing = true;
			if (form.requestSubmit) { form.requestSubmit(button); } else if (button) { button.click(); } else { form.submit(); }
			passing = false;
		}

		function work(token, bits, forName) {
			var mine = { name: forName, token: token, proof: '', since: Date.now(), isSpent: false };
			var sum = new Sum(token, forName, bits, parts);
			now = mine;
			field('rempart_challenge', token);
			field('rempart_proof', '');
			show(place.getAttribute('data-working'), 0);
			(function on() {
				if (now !== mine) { return; }
				if (!sum.step()) {
					show(place.getAttribute('data-working'), sum.done());
					breathe(on);
					return;
				}
				mine.proof = sum.text();
				field('rempart_proof', mine.proof);
				show(place.getAttribute('data-ready'), parts);
				if (pressed) { go(); }
			}());
		}

		function isGood() {
			return now && !now.isSpent && now.name === name.value && Date.now() - now.since < (Number(place.getAttribute('data-lasts')) - SPARE_S) * 1000;
		}

		function go() {
			if (isGood()) {
				if (now.proof) { breathe(send); } // a form cannot be sent from within its own sending
				return; // else it goes when the sum is done
			}
			ask(name.value);
		}

		function ask(forName) {
			var line = new XMLHttpRequest(), isOver = false;
			function end() {
				var told = {};
				if (isOver) { return; }
				isOver = true;
				try { told = JSON.parse(line.responseText) || {}; } catch (no) { /* then the server says it on its page */ }
				if (line.status === 200 && told.token && told.bits <= 32) {
					work(String(told.token), Number(told.bits), forName);
				} else {
					now = null;
					send();
				}
			}
			line.open('POST', place.getAttribute('data-ask'));
			line.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
			line.timeout = PATIENCE_MS;
			line.onload = line.onerror = line.ontimeout = line.onabort = end;
			line.send('log=' + escape(bytes(forName)).replace(/\+/g, '%2B'));
		}

		form.addEventListener('submit', function (event) {
			if (passing || event.defaultPrevented || name.value === '') { return; }
			event.preventDefault();
			if (!pressed) {
				pressed = true;
				go();
			}
		});
		/* Somebody came back to a page whose sum was sent already. */
		window.addEventListener('pageshow', function (event) {
			if (event.persisted) {
				pressed = false;
				now = null;
				field('rempart_proof', '');
			}
		});
		var given = form.elements.rempart_challenge;
		if (given && given.getAttribute('data-bits')) {
			work(given.value, Number(given.getAttribute('data-bits')), given.getAttribute('data-name'));
		}
	}

	if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', begin); } else { begin(); }
}());
