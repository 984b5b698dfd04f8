// The emulator's page. Whatever programs and carriers have written is set as text, never as HTML.
"use strict";

const ADMIN = "/_emulator";
const EVERY = 1000; // milliseconds between two looks
const SLOWEST = 10000; // between two looks at an emulator that does not answer
const PATIENCE = 5000; // for one answer
const SECTIONS = ["requests", "messages", "numbers", "money", "webhooks", "faults"];

const $ = (id) => document.getElementById(id);

// An element with its attributes and children; children that are not elements are text.
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// Sets the text of an element, if it is another one: what did not change is not announced again.
function say(id, text) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
}

// The virtual day: instants of another day show theirs.
let today = "";

// What each element of a list shows.
const contents = new WeakMap();

// Makes a list show these items. What did not change stays as it is, with its focus and selection.
function show(list, items, key, make) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const name = String(key(item));
    const content = today + JSON.stringify(item);
    let child = known.get(name);
    known.delete(name);
    if (child === undefined || contents.get(child) !== content) {
      const fresh = make(item);
      fresh.dataset.key = name;
      contents.set(fresh, content);
      child?.replaceWith(fresh);
      child = fresh;
    }
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
  });
  for (const child of known.values()) child.remove();
}

// ---- Words

const number = (digits) => {
  const parts = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits);
  return parts ? `+1 ${parts[1]} ${parts[2]} ${parts[3]}` : `+${digits}`;
};
const digits = (text) => text.replace(/[^0-9]/g, "");
const dollars = (amount) => (amount.startsWith("-") ? `−$${amount.slice(1)}` : `$${amount}`);
const words = (text) => text.replaceAll("_", " ");
const many = (count, one, more = `${one}s`) => `${count.toLocaleString("en-US")} ${count === 1 ? one : more}`;

function time(instant) {
  const [day, clock] = instant.split("T");
  const hour = clock.slice(0, 8);
  const text = day === today ? hour : `${day} ${hour}`;
  return el("time", { datetime: instant, title: instant }, text);
}

const pill = (text, kind = "") => el("span", { class: `pill ${kind}` }, text);
const none = () => el("span", { class: "none" }, "–");
const cell = (label, ...children) => el("td", { "data-label": label }, ...children);
const button = (text, label, act) => el("button", { type: "button", "aria-label": label, click: act }, text);

// ---- Calls

async function call(method, path, body) {
  const response = await fetch(`${ADMIN}/${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const text = await response.text();
  const document = text === "" ? null : JSON.parse(text);
  if (!response.ok) throw new Error(document?.error ?? `status ${response.status}`);
  return document;
}

let fading;
function toast(text, kind = "") {
  const element = $("toast");
  element.textContent = text;
  element.className = `shown ${kind}`;
  clearTimeout(fading);
  fading = setTimeout(() => (element.className = ""), 5000);
}

// Does what a button is for, says how it went, and looks again.
async function act(done, work) {
  try {
    const result = await work();
    toast(typeof done === "function" ? done(result) : done);
  } catch (error) {
    toast(error.message, "bad");
  }
  await look();
}

function onSubmit(id, handler) {
  $(id).addEventListener("submit", (event) => {
    event.preventDefault();
    handler(new FormData(event.target), event.target);
  });
}

// ---- Sections

function requestRow(request) {
  const status = request.status;
  const kind = status === null ? "bad" : status < 300 ? "good" : status < 500 ? "warn" : "bad";
  const open = () => openRequest(request);
  return el("tr", {},
    cell("#", String(request.seq)),
    cell("At", time(request.at)),
    cell("Request",
      el("div", { class: "target" }, el("b", {}, request.method), ` ${request.target}`),
      el("small", {}, request.operation ?? "no such path")),
    cell("Status", pill(status === null ? "no reply" : String(status), kind)),
    cell("Effect",
      request.committed ? pill("✓ committed", "commit") : null,
      request.fault === null ? null : pill(words(request.fault), "fault"),
      request.committed || request.fault !== null ? null : none()),
    cell("", button("Details", `Details of request ${request.seq}`, open)));
}

function messageItem(message) {
  const good = ["delivered", "message buffered", "smsc submit", "received"];
  const kind = good.includes(message.status) ? "good" : message.status.includes("fail") ? "bad" : "";
  const files = message.media === 0 ? null : pill(many(message.media, "file"));
  return el("li", { class: message.inbound ? "inbound" : "outbound" },
    el("div", { class: "who" },
      el("span", { class: "way" }, message.inbound ? "in" : "out"),
      el("b", {}, number(message.from)), " → ", el("b", {}, number(message.to))),
    el("p", {}, message.body ?? ""),
    el("div", { class: "meta" },
      time(message.at), pill(message.status, kind), files,
      message.amount === "0.00" ? null : el("span", {}, dollars(message.amount))));
}

function numberRow(item) {
  const text = (value) => (value === null || value === "" ? none() : value);
  const failover = item.failover_route === null ? null : el("small", {}, ` then ${item.failover_route}`);
  return el("tr", {},
    cell("Number", el("b", {}, number(item.number))),
    cell("Alias", text(item.alias)),
    cell("Route", text(item.route), failover),
    cell("Messaging", item.messaging ? pill("on", "good") : pill("off")),
    cell("E911", text(item.e911)),
    cell("Caller name", text(item.cnam)),
    el("td", { "data-label": "Monthly", class: "amount" }, dollars(item.monthly)));
}

function chargeRow(charge) {
  return el("tr", {},
    cell("At", time(charge.at)),
    cell("What", words(charge.what)),
    cell("Number", charge.number === null ? none() : number(charge.number)),
    el("td", { "data-label": "Amount", class: "amount" }, dollars(charge.amount)));
}

function webhookRow(webhook) {
  const kinds = { delivered: "good", waiting: "warn", given_up: "bad", not_sent: "bad" };
  const open = () => openDetails(`Webhook ${webhook.id}`, [
    ["Posted to", webhook.url],
    ["State", words(webhook.state) + (webhook.reason ? `: ${webhook.reason}` : "")],
    ["Attempts", webhook.attempts.map((one) => `${one.at}  ${one.status ?? one.problem}`).join("\n") || "none yet"],
    ["Body", pretty(webhook.body)],
  ]);
  return el("tr", {},
    cell("#", String(webhook.id)),
    cell("Event", webhook.kind),
    cell("Posted to", el("span", { class: "target" }, webhook.url)),
    cell("State", pill(words(webhook.state), kinds[webhook.state] ?? "")),
    cell("Attempts", String(webhook.attempts.length)),
    cell("", button("Details", `Details of webhook ${webhook.id}`, open)));
}

function faultRow(fault) {
  const { id, operation, act: word, hits, fired, ...members } = fault;
  const which = Object.entries(members).map(([name, value]) => `${words(name)} ${JSON.stringify(value)}`);
  const remove = () => act("The fault is removed.", () => call("DELETE", `faults/${id}`));
  return el("tr", {},
    cell("#", String(id)),
    cell("Calls of", el("code", {}, operation)),
    cell("Act", pill(words(word), "fault")),
    cell("Which", which.length === 0 ? none() : which.join(", ")),
    cell("Matched", String(hits)),
    cell("Acted", String(fired)),
    cell("", button("Remove", `Remove fault ${id}`, remove)));
}

// ---- Details

const pretty = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function prettyText(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function openDetails(title, parts) {
  $("details-title").textContent = title;
  const shown = parts.flatMap(([name, text]) => [el("h3", {}, name), el("pre", {}, text)]);
  $("details-body").replaceChildren(...shown);
  if (!$("details").open) $("details").showModal();
}

async function openRequest(request) {
  try {
    const [found] = await call("GET", `requests?seq=${request.seq}`);
    if (found === undefined) throw new Error("this request is forgotten");
    const headers = Object.entries(found.headers).map(([name, value]) => `${name}: ${value}`);
    openDetails(`Request ${found.seq}`, [
      [`${found.operation ?? "No operation"}`, `${found.method} ${found.target}`],
      ["Outcome", [
        found.status === null ? "no reply was sent" : `status ${found.status}`,
        found.committed ? "committed" : "changed nothing",
        ...(found.fault === null ? [] : [`fault ${words(found.fault)}`]),
      ].join(", ")],
      ["Headers", headers.join("\n") || "none"],
      ["Body", found.body === null ? "none" : prettyText(found.body)],
    ]);
  } catch (error) {
    toast(error.message, "bad");
  }
}

// ---- What there is

let latest;

function render(it) {
  latest = it;
  const { now } = it;
  today = now.slice(0, 10);
  say("now", `${today} ${now.slice(11, 19)} UTC`);
  $("now").setAttribute("datetime", now);
  say("mode", it.clock);
  $("mode").className = `pill ${it.clock === "running" ? "good" : ""}`;
  say("version", `version ${it.version}, seed ${it.seed}`);
  renderRequests(it);

  say("count-messages", it.messages.total.toLocaleString("en-US"));
  const { total, inbound } = it.messages;
  say("note-messages", total === 0 ? "none yet" : `${inbound} in, ${total - inbound} out`);
  show($("list-messages"), it.messages.newest, (one) => one.id, messageItem);
  $("empty-messages").hidden = it.messages.total > 0;

  say("count-numbers", it.numbers.total.toLocaleString("en-US"));
  const texting = it.numbers.newest.filter((one) => one.messaging).length;
  say("note-numbers", `${texting} can text`);
  show($("list-numbers"), it.numbers.newest, (one) => one.number, numberRow);
  show($("own-numbers"), it.numbers.newest, (one) => one.number,
    (one) => el("option", { value: one.number }, number(one.number) + (one.alias ? ` (${one.alias})` : "")));
  $("empty-numbers").hidden = it.numbers.total > 0;

  renderMoney(it.money);

  say("count-webhooks", it.webhooks.total.toLocaleString("en-US"));
  const waiting = it.webhooks.newest.filter((one) => one.state === "waiting").length;
  say("note-webhooks", it.webhooks.total === 0 ? "none yet" : `${waiting} waiting`);
  show($("list-webhooks"), it.webhooks.newest, (one) => one.id, webhookRow);
  $("empty-webhooks").hidden = it.webhooks.total > 0;

  say("count-faults", String(it.faults.length));
  const fired = it.faults.reduce((sum, fault) => sum + fault.fired, 0);
  say("note-faults", it.faults.length === 0 ? "all is well" : `acted ${many(fired, "time")}`);
  show($("list-faults"), it.faults, (one) => one.id, faultRow);
  $("empty-faults").hidden = it.faults.length > 0;
  $("clear-faults").hidden = it.faults.length === 0;
}

function renderRequests(it) {
  const { total, newest } = it.requests;
  const wanted = $("filter").value.trim().toLowerCase();
  const text = (one) => `${one.method} ${one.target} ${one.operation} ${one.status} ${one.fault}`.toLowerCase();
  const found = newest.filter((one) => text(one).includes(wanted));
  say("count-requests", total.toLocaleString("en-US"));
  say("note-requests", `${it.requests.committed} committed`);
  show($("list-requests"), found, (one) => one.seq, requestRow);
  $("empty-requests").hidden = total > 0;
}

function renderMoney(money) {
  say("count-money", dollars(money.balance));
  say("note-money", `${dollars(money.charged)} spent`);
  say("balance-flowroute", dollars(money.balance));
  say("charged", dollars(money.charged));
  say("balance-tropo", money.tropo_balance === null ? "–" : dollars(money.tropo_balance));
  const wrong = money.violations.length > 0 || money.double_purchases > 0;
  say("books", wrong ? "the books do not agree" : "the books agree");
  $("books").className = `pill ${wrong ? "bad" : "good"}`;
  const bought = many(money.double_purchases, "purchase");
  const lines = [...money.violations, ...(money.double_purchases > 0 ? [`${bought} of numbers that were owned already`] : [])];
  show($("violations"), lines, (line) => line, (line) => el("li", {}, line));
  const charges = money.charges.newest.map((charge, index) => ({ ...charge, row: money.charges.total - index }));
  show($("list-charges"), charges, (one) => one.row, chargeRow);
  $("empty-charges").hidden = money.charges.total > 0;
}

// ---- Looking again and again, while somebody looks

let timer;
let wait = EVERY;
let looking = false;

async function look() {
  clearTimeout(timer);
  if (document.hidden) {
    live("paused");
    return;
  }
  if (!looking) {
    looking = true;
    try {
      render(await call("GET", "overview"));
      live("live");
      wait = EVERY;
    } catch {
      live("no answer");
      wait = Math.min(wait * 2, SLOWEST);
    }
    looking = false;
  }
  clearTimeout(timer);
  timer = setTimeout(look, wait);
}

function live(word) {
  say("live", word);
  $("live").className = `live ${word === "live" ? "good" : word === "paused" ? "" : "bad"}`;
}

function choose() {
  const wanted = location.hash.slice(2);
  const chosen = SECTIONS.includes(wanted) ? wanted : SECTIONS[0];
  for (const name of SECTIONS) $(name).hidden = name !== chosen;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${chosen}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// The words for faults come from the description of the API.
async function learn() {
  try {
    const described = await call("GET", "openapi.json");
    const acts = described.components.schemas.Fault.properties.act.enum;
    const usual = "commit_then_drop";
    $("fault").elements.act.replaceChildren(...acts.map((word) =>
      el("option", { value: word, ...(word === usual ? { selected: "" } : {}) }, words(word))));
    const operations = await call("GET", "operations");
    const names = ["*", ...operations.map((one) => one.operation)];
    $("operations").replaceChildren(...names.map((name) => el("option", { value: name })));
  } catch (error) {
    toast(error.message, "bad");
  }
}

// ---- Buttons

onSubmit("advance", (form) => {
  const seconds = Number(form.get("amount")) * Number(form.get("unit"));
  act(({ now }) => `It is now ${now.replace("T", " ").slice(0, 19)} UTC.`,
    () => call("POST", "clock/advance", { seconds }));
});

onSubmit("inbound", (form) => {
  const message = { from: digits(form.get("from")), to: form.get("to"), body: form.get("body") };
  act("The message has come in.", () => call("POST", "messages/inbound", message));
});

onSubmit("balance", (form, element) => {
  act(({ balance }) => `The balance is ${dollars(balance)}.`, async () => {
    const set = await call("POST", "balance", { balance: form.get("balance") });
    element.reset();
    return set;
  });
});

// `{"millis": 5000}` or nothing.
function members(text) {
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Error(`The further members are not JSON: ${text}`);
  }
}

onSubmit("fault", (form) => {
  act("The fault is set.", async () => {
    const fault = { operation: form.get("operation"), act: form.get("act"), ...members(form.get("more")) };
    if (form.get("nth") !== "") fault.nth = Number(form.get("nth"));
    if (form.get("number") !== "") fault.number = digits(form.get("number"));
    return call("POST", "faults", fault);
  });
});

onSubmit("reset-form", (form, element) => {
  $("reset-dialog").close();
  const seed = form.get("seed");
  element.reset();
  act("Everything begins anew.", () => call("POST", "reset", seed === "" ? undefined : { seed: Number(seed) }));
});

$("clear-faults").addEventListener("click", () => act("All faults are removed.", () => call("DELETE", "faults")));
$("reset").addEventListener("click", () => $("reset-dialog").showModal());
$("filter").addEventListener("input", () => latest && renderRequests(latest));
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  // A click beside it closes it, too.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
for (const element of document.querySelectorAll(".origin")) element.textContent = location.origin;

window.addEventListener("hashchange", choose);
document.addEventListener("visibilitychange", look);
choose();
learn();
look();
