// What a page needs on a phone: pictures that can be seen large, tables read from above to below, menus that go.

import { h } from "../../cnnlab/widgets/shared/dom.js";

/** A picture opens at its own size, where fingers zoom. */
export function linkPictures() {
  for (const picture of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(".bd-article img"))) {
    const link = h("a", { href: picture.src });
    picture.replaceWith(link);
    link.append(picture);
  }
}

/** Each cell knows its column's name, which the style sheet writes before it where the heads have no room. */
export function nameCells() {
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.table"))) {
    const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent?.trim());
    for (const row of table.tBodies[0]?.rows ?? [])
      for (const [column, cell] of [...row.cells].entries()) cell.dataset.column = names[column] ?? "";
  }
}

/** A menu over the page goes once a heading of this page was chosen; that of another page takes it away by itself. */
export function closeMenus() {
  for (const menu of document.querySelectorAll("dialog"))
    menu.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a")) menu.close();
    });
}
