"use strict";
// Every text of a returned form goes into the page as a text node, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const state = { view: "forms", shown: 0, sort: null, down: false };
const TURN = 200;

function make(tag, kind, text) {
  const one = document.createElement(tag);
  if (kind) one.className = kind;
  if (text !== undefined && text !== null) one.textContent = text;
  return one;
}

// ---- what is looked for -------------------------------------------------------------------------------------------
const rows = [];
for (const form of data.forms) {
  form.text = [form.code, form.name, form.department, form.unit, form.file].join(" ").toLowerCase();
  for (const finding of form.findings) {
    finding.form = form;
    finding.text = [finding.rule, finding.title, finding.label, finding.value, finding.message, finding.fix].join(" ").toLowerCase();
    rows.push(finding);
  }
}

function wanted() {
  const words = at("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [department, rule, severity, verdict] = ["department", "rule", "severity", "verdict"].map((id) => at(id).value);
  const ofForm = (form) => (!department || form.department === department) && (!verdict || form.verdict === verdict);
  const ofFinding = (one) => (!rule || one.rule === rule) && (!severity || one.severity === severity);
  const says = (one) => words.every((word) => one.text.includes(word) || one.form.text.includes(word));
  return { words, ofForm, ofFinding, says, about: Boolean(rule || severity) };
}

function chosenFindings() {
  const { ofForm, ofFinding, says } = wanted();
  return rows.filter((one) => ofForm(one.form) && ofFinding(one) && says(one));
}

function chosenForms() {
  const { words, ofForm, ofFinding, says, about } = wanted();
  const kept = [];
  for (const form of data.forms) {
    if (!ofForm(form)) continue;
    const findings = form.findings.filter((one) => ofFinding(one) && says(one));
    const named = words.every((word) => form.text.includes(word));
    if (findings.length || (named && !about)) kept.push([form, about || !named ? findings : form.findings]);
  }
  return kept;
}

// ---- how it is shown ----------------------------------------------------------------------------------------------
function tag(kind, text) { return make("span", "tag " + kind, text); }

function fileLink(form, text) {
  const link = make("a", "", text);
  link.href = form.link;
  link.rel = "noreferrer";
  return link;
}

function findingBlock(one) {
  const block = make("div", "finding");
  block.append(tag(one.severity, one.severityText));
  const body = make("div");
  const head = make("p");
  head.append(make("b", "", one.rule + " "), make("span", "", one.message));
  body.append(head);
  const place = [one.cell, one.label].filter(Boolean).join(" · ");
  if (place) body.append(make("p", "where", place));
  if (one.answer) body.append(make("p", "where", one.answer));
  if (one.fix && one.severity !== "info") body.append(make("p", "fix", "→ " + one.fix));
  block.append(body);
  return block;
}

function formBlock([form, findings]) {
  const block = make("details", "form");
  const head = make("summary");
  head.append(tag(form.verdict, form.verdictText), make("b", "", form.name || form.file));
  head.append(make("span", "meta", [form.code, form.department, form.unit].filter(Boolean).join(" · ")));
  const numbers = [form.rate && "执行率 " + form.rate, form.score && "总分 " + form.score, form.grade, findings.length ? findings.length + "条" : "没有问题"];
  head.append(make("span", "meta end", numbers.filter(Boolean).join("　")));
  block.append(head);
  block.addEventListener("toggle", () => fill(block, form, findings), { once: true });
  return block;
}

function fill(block, form, findings) {
  if (block.querySelector(".found")) return;
  const body = make("div", "found");
  const line = make("p", "quiet");
  line.append(fileLink(form, form.file), form.sheet ? "　工作表 " + form.sheet : "");
  body.append(line, ...findings.map(findingBlock));
  for (const words of form.told) body.append(make("p", "where", words));
  block.append(body);
}

const COLUMNS = [
  ["级别", (one) => one.rank, (one) => tag(one.severity, one.severityText)],
  ["规则", (one) => one.rule, (one) => one.rule + " " + one.title],
  ["项目", (one) => one.form.code || one.form.file, (one) => fileLink(one.form, [one.form.code, one.form.name].filter(Boolean).join(" ") || one.form.file)],
  ["主管部门", (one) => one.form.department, (one) => one.form.department],
  ["位置", (one) => one.order, (one) => [one.cell, one.label].filter(Boolean).join(" ")],
  ["问题", (one) => one.message, (one) => one.answer ? one.message + "（" + one.answer + "）" : one.message],
];
const compare = new Intl.Collator("zh", { numeric: true }).compare;

function findingTable(chosen) {
  const table = make("table", "cards-on-phone");
  const head = table.createTHead().insertRow();
  COLUMNS.forEach(([title], number) => {
    const cell = make("th");
    const button = make("button", "", title);
    button.type = "button";
    button.addEventListener("click", () => {
      state.down = state.sort === number && !state.down;
      state.sort = number;
      show();
    });
    cell.append(button);
    if (state.sort === number) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    head.append(cell);
  });
  const body = table.createTBody();
  for (const one of chosen) {
    const row = body.insertRow();
    COLUMNS.forEach(([, , shown], number) => {
      const cell = row.insertCell();
      if (number === 0) cell.className = "nowrap";
      cell.append(shown(one) ?? "");
    });
  }
  return table;
}

function sorted(chosen) {
  if (state.sort === null) return chosen;
  const key = COLUMNS[state.sort][1];
  const way = state.down ? -1 : 1;
  return [...chosen].sort((a, b) => way * compare(String(key(a) ?? ""), String(key(b) ?? "")));
}

function show(all) {
  const list = at("list");
  const chosen = state.view === "forms" ? chosenForms() : sorted(chosenFindings());
  const most = all ? chosen.length : TURN + state.shown;
  const some = chosen.slice(0, most);
  if (state.view === "forms") {
    list.replaceChildren(...some.map(formBlock));
  } else {
    const frame = make("div", "scroll");
    frame.append(findingTable(some));
    list.replaceChildren(frame);
  }
  const unread = state.view === "forms" ? chosen.filter(([form]) => !form.sheet).length : 0;
  const counted = `共${chosen.length - unread}张表` + (unread ? `，${unread}个没有读出表的文件` : "");
  at("count").textContent = state.view === "forms" ? counted : `共${chosen.length}条问题`;
  at("more").hidden = some.length === chosen.length;
  at("more").textContent = `再显示（还有${chosen.length - some.length}${state.view === "forms" ? "项" : "条"}）`;
}

function choose(view) {
  state.view = view;
  state.shown = 0;
  at("as-forms").setAttribute("aria-pressed", view === "forms");
  at("as-findings").setAttribute("aria-pressed", view === "findings");
  show();
}

for (const id of ["search", "department", "rule", "severity", "verdict"]) {
  at(id).addEventListener("input", () => { state.shown = 0; show(); });
}
at("clear").addEventListener("click", () => {
  for (const id of ["search", "department", "rule", "severity", "verdict"]) at(id).value = "";
  state.shown = 0;
  show();
});
at("more").addEventListener("click", () => { state.shown += TURN; show(); });
at("as-forms").addEventListener("click", () => choose("forms"));
at("as-findings").addEventListener("click", () => choose("findings"));
window.addEventListener("beforeprint", () => {
  show(true);
  for (const block of document.querySelectorAll("details")) {
    block.open = true;
    block.dispatchEvent(new Event("toggle"));
  }
});
// A link may say what to show: #department=…&rule=S04&view=findings
const asked = new URLSearchParams(location.hash.slice(1));
for (const id of ["search", "department", "rule", "severity", "verdict"]) if (asked.has(id)) at(id).value = asked.get(id);
choose(asked.get("view") === "findings" ? "findings" : "forms");
