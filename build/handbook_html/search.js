// The search of the handbook: all words of a section, without case and accents; marks what it found.
"use strict";

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);
const field = document.getElementById("words");
const found = document.getElementById("found");
const contents = document.getElementById("contents");
let at = -1;

function rank(section, words) {
  const title = fold(section.title);
  const phrase = words.join(" ");
  if (title.includes(phrase)) return 0;
  if (words.every((word) => title.includes(word))) return 1;
  return fold(section.words).includes(phrase) ? 2 : 3;
}

function hits(words) {
  if (!words.length) return [];
  return HANDBOOK.filter((section) => {
    const all = fold(`${section.title} ${section.words}`);
    return words.every((word) => all.includes(word));
  }).map((section, number) => [rank(section, words), number, section])
    .sort((one, other) => one[0] - other[0] || one[1] - other[1])
    .slice(0, 60).map((each) => each[2]);
}

function excerpt(section, words) {
  const place = fold(section.words).indexOf(words[0]);
  const start = section.words.lastIndexOf(" ", Math.max(0, place - 40)) + 1;
  const piece = section.words.slice(start, start + 150);
  return (start ? "… " : "") + piece + (start + 150 < section.words.length ? " …" : "");
}

function show() {
  const words = wordsOf(field.value);
  const list = hits(words);
  at = -1;
  found.replaceChildren(...list.map((section) => {
    const link = document.createElement("a");
    const [file, slug] = section.link.split("#");
    link.href = `${file}?words=${encodeURIComponent(field.value)}${slug ? `#${slug}` : ""}`;
    link.textContent = section.title;
    const under = document.createElement("small");
    under.textContent = `${section.page}: ${excerpt(section, words)}`;
    link.append(under);
    return link;
  }));
  if (words.length && !list.length) found.textContent = "Nothing found. Fewer or other words may help.";
  found.hidden = !words.length;
  contents.hidden = Boolean(words.length);
  mark(words);
}

function mark(words) {
  const main = document.querySelector("main");
  main.querySelectorAll("mark").forEach((each) => each.replaceWith(each.textContent));
  main.normalize();
  if (!words.length) return;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const text = fold(node.data);
    // Where folding changes the length, places would not fit any more.
    if (text.length !== node.data.length) continue;
    const places = words.flatMap((word) => {
      const all = [];
      for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
        all.push([from, from + word.length]);
      }
      return all;
    }).sort((one, other) => other[0] - one[0]);
    let limit = node.data.length;
    for (const [from, to] of places) {
      if (to > limit) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      range.surroundContents(document.createElement("mark"));
      limit = from;
    }
  }
}

function choose(by) {
  const links = [...found.querySelectorAll("a")];
  if (!links.length) return;
  links[at]?.classList.remove("at");
  at = (at + by + links.length) % links.length;
  links[at].classList.add("at");
  links[at].scrollIntoView({ block: "nearest" });
}

field.addEventListener("input", show);
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choose(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Enter") {
    if (at < 0) choose(1);
    found.querySelectorAll("a")[at]?.click();
  } else if (event.key === "Escape") {
    field.value = "";
    show();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) {
    field.focus();
    event.preventDefault();
  }
});
const asked = new URLSearchParams(location.search).get("words");
if (asked) mark(wordsOf(asked));
