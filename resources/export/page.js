"use strict";
{
  const form = document.querySelector("form");
  const [words, colour, tag, count] = ["input", "[name=colour]", "[name=tag]", "output"].map((name) => form.querySelector(name));
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const sections = [...document.querySelectorAll("main > section")].map((section) => ({
    section,
    entry: document.querySelector(`nav li[data-of="${section.id}"]`),
    heading: plain([...section.querySelectorAll(":scope > h2, :scope > h3, :scope > p")].map((e) => e.textContent).join("\n")),
    clips: [...section.querySelectorAll("article")].map((clip) => ({
      clip, colour: clip.dataset.color, tags: JSON.parse(clip.dataset.tags), text: plain(clip.textContent),
    })),
  }));
  const filter = () => {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0, all = 0;
    for (const { section, entry, heading, clips } of sections) {
      let some = false;
      for (const one of clips) {
        const fits = (!colour.value || one.colour === colour.value) && (!tag.value || one.tags.includes(tag.value))
          && wanted.every((word) => one.text.includes(word) || heading.includes(word));
        one.clip.hidden = !fits;
        some = some || fits;
        shown += fits;
      }
      all += clips.length;
      section.hidden = entry.hidden = !some;
    }
    for (const list of document.querySelectorAll("nav ul")) {
      list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
    }
    count.textContent = `${shown} / ${all}`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
