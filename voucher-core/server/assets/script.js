// The pages are complete without this script. It adds new requests as they arrive, and replaces parts of a page instead of all of it.
"use strict";

const MAX_ROWS = 200;
const find = (selector) => document.querySelector(selector);

/** Tells users of screen readers what changed. */
function announce(message) {
  find("#announcer").textContent = message;
}

/** Loads a page, and returns its document. */
async function load(url, options) {
  const response = await fetch(url, options);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Replaces the contents of elements with those of the same ids on another page. */
function replace(page, ...ids) {
  for (const id of ids) {
    const [old, next] = [document.getElementById(id), page.getElementById(id)];
    if (old && next) {
      old.replaceChildren(...next.childNodes);
      for (const name of Object.keys(next.dataset)) old.dataset[name] = next.dataset[name];
    }
  }
}

// Live

let stream = null;
let lastNumber = 0;

function query() {
  return new URLSearchParams(location.search);
}

function isShown(row) {
  const [endpoint, outcome] = [query().get("endpoint"), query().get("outcome")];
  return (!endpoint || row.dataset.endpoint === endpoint) && (!outcome || row.dataset.outcome === outcome);
}

/** Adds the rows of an event, unless the page has them. */
function addRows(event) {
  const { rows, counts, skipped } = JSON.parse(event.data);
  const template = document.createElement("template");
  template.innerHTML = rows;
  const before = lastNumber;
  const fresh = [...template.content.children].filter((row) => Number(row.dataset.number) > before);
  const numbers = fresh.map((row) => Number(row.dataset.number));
  lastNumber = Math.max(before, ...numbers);
  find("#counts").innerHTML = counts;
  find("#requests").dataset.position = event.lastEventId;
  const shown = fresh.filter(isShown);
  for (const row of shown) {
    row.classList.add("new");
    const link = row.querySelector("a");
    link.href = withRequest(row.dataset.number);
  }
  const body = find("#rows");
  if (skipped > 0 && before > 0) body.prepend(gap(skipped));
  body.prepend(...shown);
  while (body.children.length > MAX_ROWS) body.lastElementChild.remove();
  if (body.children.length > 0) find("#none")?.remove();
  for (const endpoint of new Set(fresh.map((row) => row.dataset.endpoint))) addEndpoint(endpoint);
}

/** Adds an endpoint to those that can be chosen. */
function addEndpoint(endpoint) {
  const select = find("#filter select[name=endpoint]");
  const known = [...select.options].some((option) => option.value === endpoint);
  if (!known && select.options.length < 200) select.add(new Option(endpoint, endpoint));
}

function gap(count) {
  const row = document.createElement("tr");
  const cell = row.insertCell();
  cell.colSpan = 5;
  cell.className = "gone";
  cell.textContent = `${count} more requests`;
  return row;
}

function withRequest(number) {
  const parameters = query();
  parameters.set("request", number);
  return `/?${parameters}`;
}

async function reload() {
  const page = await load(location.href);
  replace(page, "requests", "counts");
  readLastNumber();
}

function readLastNumber() {
  lastNumber = Number(find("#requests").dataset.position.split(".")[1]) || 0;
}

/** A hidden page needs no stream. Browsers allow only a few connections to a server, so it is closed. */
function connect() {
  if (document.hidden) {
    stream?.close();
    stream = null;
    return;
  }
  if (stream) return;
  const state = find("#live");
  state.hidden = false;
  stream = new EventSource(`/__sandbox/page/stream?after=${find("#requests").dataset.position}`);
  stream.onopen = () => {
    state.textContent = "live";
    state.classList.add("open");
  };
  stream.onerror = () => {
    state.textContent = "the sandbox does not answer";
    state.classList.remove("open");
  };
  stream.addEventListener("rows", addRows);
  stream.addEventListener("reload", async () => {
    await reload();
    stream?.close();
    stream = null;
    connect();
  });
}

/** Shows a request beside the list. */
async function select(url, mayFocus) {
  const page = await load(url);
  replace(page, "request");
  const number = new URL(url, location.href).searchParams.get("request");
  for (const row of document.querySelectorAll("#rows tr")) {
    if (row.dataset.number === number) row.setAttribute("aria-selected", "true");
    else row.removeAttribute("aria-selected");
  }
  if (mayFocus) find("#request").focus();
}

function startLive() {
  readLastNumber();
  connect();
  document.addEventListener("visibilitychange", connect);
  // A page in the history must not keep its connection.
  addEventListener("pagehide", () => {
    stream?.close();
    stream = null;
  });
  addEventListener("pageshow", connect);
  find("#requests").addEventListener("click", follow);
  addEventListener("popstate", () => select(location.href, false).then(reload));
  const form = find("#filter");
  form.addEventListener("change", async () => {
    const parameters = new URLSearchParams(new FormData(form));
    const request = query().get("request");
    if (request) parameters.set("request", request);
    for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
    history.replaceState(null, "", `/?${parameters}`);
    await reload();
    announce(`${find("#rows").children.length} requests are shown`);
  });
  // Escape leads back from the request to its row.
  find("#request").addEventListener("keydown", (event) => {
    if (event.key === "Escape") find("#rows tr[aria-selected] a")?.focus();
  });
}

function follow(event) {
  const link = event.target.closest("#rows a");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  select(link.href, true);
}

// Try

async function copy(text, name) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`${name} is copied`);
    return true;
  } catch {
    announce(`${name} cannot be copied; select it below`);
    return false;
  }
}

function startTry() {
  const form = find("#attempt");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const label = button?.textContent;
    const body = new URLSearchParams(new FormData(form, button));
    if (button) button.disabled = true;
    try {
      replace(await load(form.action, { method: "POST", body }), "result");
    } finally {
      if (button) button.disabled = false;
    }
    const code = find("#code");
    if (code && button && "copy" in button.dataset && (await copy(code.textContent, label.replace("Copy as ", "The ")))) {
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 1500);
      button.focus();
    } else {
      find("#result").focus();
    }
  });
  // Another definition fills in its own sample.
  const choice = find("#choice");
  choice.addEventListener("change", async () => {
    const url = `${choice.getAttribute("action")}?${new URLSearchParams(new FormData(choice))}`;
    replace(await load(url), "attempt", "result");
    history.replaceState(null, "", url);
    announce("a sample is filled in");
  });
}

// Search

function startSearch(form) {
  const results = find("#results");
  let wanted = "";
  form.addEventListener("input", async () => {
    const parameters = new URLSearchParams(new FormData(form));
    const url = `${form.getAttribute("action")}?${parameters}`;
    wanted = url;
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (wanted !== url) return;
    const page = await load(url);
    if (wanted !== url) return;
    results.replaceChildren(...page.getElementById("results").childNodes);
    history.replaceState(null, "", url);
  });
}

if (find("#requests")) startLive();
if (find("#attempt")) startTry();
for (const form of document.querySelectorAll("form[data-search]")) startSearch(form);
