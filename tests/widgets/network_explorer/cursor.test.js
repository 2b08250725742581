import assert from "node:assert/strict";
import test from "node:test";
import { destination } from "../../../cnnlab/widgets/network_explorer/cursor.js";
import { toy } from "./toy.js";

const spot = (layer, ...place) => [layer, toy.index(layer, place)];
const leads = (key, from, to) => assert.deepEqual(destination(toy, from, key), to, `${key} from ${from}`);

test("arrow keys move within a map, and stop at its edges", () => {
  leads("ArrowDown", spot(1, 1, 1, 1), spot(1, 1, 2, 1));
  leads("ArrowUp", spot(1, 1, 1, 1), spot(1, 1, 0, 1));
  leads("ArrowRight", spot(1, 1, 1, 1), spot(1, 1, 1, 2));
  leads("ArrowLeft", spot(1, 1, 1, 0), spot(1, 1, 1, 0));
  leads("ArrowDown", spot(1, 0, 3, 3), spot(1, 0, 3, 3));
});

test("Home and End lead to the corners of the same map", () => {
  leads("Home", spot(1, 1, 2, 1), spot(1, 1, 0, 0));
  leads("End", spot(1, 1, 2, 1), spot(1, 1, 3, 3));
});

test("brackets lead from map to map, to the same place", () => {
  leads("]", spot(1, 0, 2, 3), spot(1, 1, 2, 3));
  leads("]", spot(1, 1, 2, 3), spot(1, 1, 2, 3));
  leads("[", spot(1, 1, 2, 3), spot(1, 0, 2, 3));
});

test("units stand in one row, for all these keys", () => {
  for (const key of ["ArrowRight", "ArrowDown", "]"]) leads(key, [4, 3], [4, 4]);
  for (const key of ["ArrowLeft", "ArrowUp", "["]) leads(key, [4, 0], [4, 0]);
  leads("Home", [4, 3], [4, 0]);
  leads("End", [4, 3], [4, 7]);
});

test("Page Down and Page Up lead to the middle of what reads a number, and of what it reads", () => {
  leads("PageDown", spot(0, 0, 0, 0), spot(1, 0, 0, 0));
  leads("PageDown", spot(2, 1, 3, 2), spot(3, 1, 1, 1));
  leads("PageDown", spot(3, 1, 1, 0), [4, 6]);
  leads("PageDown", [4, 6], [5, 1]);
  leads("PageUp", [5, 0], [4, 4]);
  leads("PageUp", [4, 6], spot(3, 1, 1, 0));
  leads("PageUp", spot(3, 1, 0, 1), spot(2, 1, 1, 3));
});

test("they stop at the first layer and at the last", () => {
  leads("PageUp", spot(0, 0, 2, 2), spot(0, 0, 2, 2));
  leads("PageDown", [6, 1], [6, 1]);
});

test("other keys lead nowhere", () => {
  for (const key of ["x", "a", "Enter", "Tab", "Escape"]) leads(key, [4, 3], null);
});
