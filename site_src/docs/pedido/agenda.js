// The button that saves an item's due date; what writes the file is fetched when it is pressed.

import { button, clean } from "./nodos.js";
import { text } from "./textos.js";
import { moment } from "./tiempo.js";

/** Return the button of an item's due date. */
export function calendarButton({ due, shown: name }, { view }) {
  const node = button(text("save_date"), () => save().then(() => text("save_date"), () => text("not_saved")).then(tell), "calendar");
  // What the button does is the last of what it holds.
  const tell = (words) => node.lastChild.replaceWith(words);
  return node;

  async function save() {
    const [number, stamp] = [clean(view.order), moment(view.changed_at) ?? moment(due)];
    const [title, about] = [text("saved_title", { service: name }), text("saved_about", { number })];
    (await import("../assets/agenda.js")).saveDate({ number, name, due: moment(due), stamp, title, about });
  }
}
