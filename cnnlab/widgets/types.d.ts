// What Python and the browser promise each other: for each widget the traits of its model, as Python sends them. A view
// names its own as /** @typedef {import("../types").TapeStepperState} State */. Developers alone read this file.

import type { AnyModel } from "@anywidget/types";

// ---- elements, as shared/dom.js makes them

type Value = string | number | boolean | null | undefined;

/** Attributes of an element; those named `on...` are listeners. */
export interface Attributes {
  // biome-ignore lint/suspicious/noExplicitAny: each event has a type of its own
  [name: string]: Value | ((event: any) => void);
}

/** What an element may hold; null and undefined are left out. */
export type Child = Node | string | null | undefined;

// ---- models

/** What every widget has: whether there is a Python (in JupyterLab it is not said), and a sentence, or nothing. */
export interface Traits {
  has_python?: boolean;
  message: string;
  /** Whether Python has answered what was chosen; see shared/contact.js. */
  contact?: "heard" | "asked" | "silent";
  /** The channel on which a widget listens whose Python runs in this browser; empty elsewhere. */
  _channel?: string;
}

export type Model<State extends Traits> = AnyModel<State>;

/** What a widget's module is asked to do; it returns what ends the view. */
export interface View<State extends Traits> {
  render(page: { model: Model<State>; el: HTMLElement }): () => void;
}

/** What is computed; or, where the settings do not fit one another, nothing but the sentence in `message`. */
export type OrNothing<Walk> = Walk | { out?: undefined };

export type Pair = [rows: number, columns: number];
type Ends = [least: number, most: number];
export type Grid = number[][]; // row, column
export type Grids = number[][][]; // channel, row, column

/** Padding: how many cells before and after, of rows and of columns. */
export type Sides = [rows: [before: number, after: number], columns: [before: number, after: number]];

/** How a kernel or a pooling window moves; `output` is its number of positions. */
export interface MovingWindow {
  kernel: Pair;
  stride: Pair;
  padding: Sides;
  dilation: Pair;
  output: Pair;
}

// ---- steppers

/** A setting that the learner may change: a number with its ends, a menu with its options, or a toggle. */
export interface Control {
  name: string;
  label: string;
  least?: number;
  most?: number;
  options?: [value: unknown, text: string][];
}

/** A setting of rows and columns: one number, a pair, or for padding (before, after) pairs. */
export type Setting = number | number[] | number[][];

/** Of what can ask for a number before it is shown. */
export interface PredictingState extends Traits {
  predict: boolean;
}

export interface SteppingState extends PredictingState {
  image: Grids;
  stride: Setting;
  padding: Setting;
  direction: "forward" | "backward";
  grad_out: Grids;
  controls: Control[];
  step: number;
}

/** What every walk says of its window. */
export interface Walk {
  stride: Pair;
  padding: [rows: [before: number, after: number], columns: [before: number, after: number]];
  dilation: Pair;
  unread: Pair; // how many rows and columns at the far ends no window reads
  image?: Grids; // what it strides over, where that is not the trait of this name
  out: Grid | Grids; // what each step makes; backward, the gradient that it takes back
  answer?: Grid; // what is asked at each step, where it is not that
  wrong: Record<string, Grid>; // the answers that misconceptions lead to, by their names
  hints: Record<string, string>; // what each of them betrays
}

export interface ConvWalk extends Walk {
  out: Grid;
  partials: Grids; // what each channel adds to the output
  weight: Grids;
  bias: number;
}

/** Backward, one channel is shown: `image` and `weight` are that channel's. */
export interface ConvBackwardWalk extends Walk {
  channel: number;
  channels: number;
  image: Grids;
  weight: Grid;
  out: Grid;
  grad_input: Grid;
  grad_weight: Grid;
  answer: Grid;
}

/** What a convolution's walk follows from. */
export interface ConvSettings {
  image: Grids;
  kernel: Grids[]; // filter, channel, row, column
  bias: number[];
  stride: Setting;
  padding: Setting;
  dilation: Setting;
  flip: boolean;
  filter: number;
  channel: number;
  grad_out: Grids;
  predict: boolean;
}

export interface ConvStepperState extends SteppingState, ConvSettings {
  preset: string;
  presets: Record<string, Grid>;
}

export interface PoolWalk extends Walk {
  kernel: Pair;
  winners: (Pair | null)[][]; // for each channel and step the winner's place in its window; null for a mean
  out: Grids;
}

export interface PoolBackwardWalk extends PoolWalk {
  grad_input: Grids;
  answer: Grid;
}

/** What a pooling's walk follows from. */
export interface PoolSettings {
  image: Grids;
  kernel_size: Setting;
  stride: Setting;
  padding: Setting;
  mode: "max" | "avg";
  grad_out: Grids;
  predict: boolean;
}

export interface PoolStepperState extends SteppingState, PoolSettings {}

/** A signal is an image of one channel and one row. */
export interface TapeWalk extends Walk {
  image: Grids;
  weight: number[];
  out: Grid;
  reach: [signal: Ends, output: Ends]; // of the plots
  grain: number; // of a sample that is drawn
  widest: number; // characters of the longest number
  works: string[]; // the arithmetic of each step
  about: string;
}

/** What a walk along a signal follows from. */
export interface TapeSettings {
  signal: number[];
  kernel: number[];
  bias: number;
  stride: Setting;
  padding: Setting;
  dilation: Setting;
  flip: boolean;
  predict: boolean;
}

export interface TapeStepperState extends SteppingState, TapeSettings {
  preset: string;
  presets: Record<string, number[]>;
}

// ---- what a stepper is made of: a kind draws each walk on a stage, and the stepper asks the drawing

export interface Size {
  rows: number;
  columns: number;
}

export interface Point {
  x: number;
  y: number;
}

export type Box = { x: number; y: number; width: number; height: number };

/** Where everything is, in the drawing's own units. */
export interface Layout {
  channels: number;
  image: Size;
  padded: Size; // the image and its padding
  kernel: Size;
  out: Size;
  top: number; // rows of padding before the image
  left: number;
  total: number; // of steps
  cell: number; // the side of a cell of the image
  window: { width: number; height: number }; // on the image
  width: number; // of the whole drawing
  height: number;
}

/** A layout of grids: the corners of the image's channels, and of the outputs. */
export interface GridLayout extends Layout {
  small: number; // the side of a cell of kernels and windows
  smallest: number; // the least height of the font in a cell
  inputs: Point[];
  outputs: Point[];
}

/** A place for a number; `paint` fills it. */
export interface Cell {
  readonly box: Box;
  readonly group: SVGGraphicsElement; // that it is drawn in
  readonly text: SVGTextElement | null; // null where numbers have no room
  readonly most: number; // characters that have room in it
  value: number | null; // the number in it, of which the text may be a part; null where there is none to be seen
  look: { colour: string; label: string; ink: string; letters: number }; // as it was painted last
  fill(colour: string): void; // `look` still has the one before
  mark(isNegative: boolean): void; // where no number says it
}

export interface CellGrid<Kind extends Cell = Cell> extends Size {
  cells: Kind[];
  cell(row: number, column: number): Kind;
  indexOf(event: MouseEvent): number | undefined; // among `cells`, of what the pointer is on
}

/** An image with its padding. */
export interface PaddedGrid extends CellGrid {
  markPadding(top: number, left: number, image: Size): void;
  markUnread(fromRow: number, fromColumn: number): void; // from there on no window reads
}

/** What happens to a cell of some grids, one for each channel. */
export type OnCell = (channel: number, row: number, column: number) => void;

export interface CellActions {
  point: OnCell;
  choose?: OnCell;
  nudge?: (column: number, by: number) => void; // what up and down do where there is one row
  over?: Element; // where the keyboard's frame must lie to be seen
}

/** The largest absolute numbers, and whether the image has any below zero. */
export interface Limits {
  image: number;
  signed: boolean;
  out: number;
}

/** What a walk is drawn on, and what a drawing may ask of its stepper. */
export interface Stage<State extends SteppingState, Strides extends Walk, Where extends Layout> {
  readonly model: Model<State>;
  readonly svg: SVGSVGElement;
  walk: Strides;
  image: Grids;
  readonly at: Where;
  limits: Limits;
  readonly pointing: import("./stepper/pointing.js").Pointing;
  readonly cursor: import("./stepper/cursor.js").Cursor;
  readonly step: number;
  readonly glides: boolean; // whether what moves may be seen to move
  hidden(step: number): boolean; // whether its number waits for a prediction
  move(step: number): void;
  halt(): void;
  /** Let the learner type another number at this place of a setting; `whole` where it is not the setting as it is. */
  edit(cell: Cell, name: keyof State & string, place: number[], whole?: Nested): void;
}

/** What a setting may be: a number, or lists of lists of numbers. */
export type Nested = number | Nested[];

/** The sentence of a step: every second part is arithmetic, the result comes last; `sub` is said in small under it. */
export interface Words {
  parts: string[];
  result: string;
  sub: string;
}

/** The drawing of one walk. */
export interface Drawing {
  readonly advice: string; // for whom predicts a number that betrays nothing
  renew(): void; // the stage has another walk of the same shapes
  value(channel: number, row: number, column: number): number; // of an output
  paintOutput(step: number): void; // again when the step on show passes it
  paintStep(): void;
  moveTo(position: number): void; // in each frame: a step, and how much of it has passed
  words(): Words;
}

/** How a preset becomes a kernel, and of which preset a kernel is. */
export interface Preset<State extends SteppingState> {
  settings: readonly string[]; // what the name of the preset follows from
  nameOf(model: Model<State>): string; // empty where it is none
  take(model: Model<State>, name: string): void;
}

/** How steppers differ. */
export interface Kind<State extends SteppingState, Strides extends Walk, Where extends Layout> {
  readonly name: string;
  readonly picture: string; // the drawing in words
  readonly ready?: string; // the hint while nothing is pointed at
  asks(at: Where): string; // what is to be predicted
  readonly settings: readonly string[]; // what a walk follows from, `predict` apart
  readonly preset?: Preset<State>;
  walk(settings: State): Strides; // a Misfit where the settings do not fit one another
  layout(walk: Strides, image: Grids, room: number): Where;
  draw(stage: Stage<State, Strides, Where>): Drawing;
}

// ---- shapes and matrices

/** Along one axis, for rows and columns are alike; `counts` has both. */
export interface ShapeWalk {
  out: number;
  padded: number;
  counts: Grid; // how often each cell is read
  reads: number[][]; // for each output the cells that it reads
  readers: number[][]; // for each cell the outputs that read it
}

export type ShapeSettings = Record<"size" | "kernel_size" | "stride" | "padding" | "dilation", number>;

/** A piece of the formula; numbers have a colour of the palette and a name, or at least the name. */
export type FormulaPiece = [text: string, colour: string, name: string];

export interface ShapeExplorerState extends Traits, ShapeSettings {
  limits: Record<keyof ShapeSettings, Ends>;
}

/** What ShiftExplorer's walk follows from; the shift is down and to the right. */
export interface ShiftSettings {
  image: Grid;
  kernel: Grid;
  shift: Pair;
  pool: number; // side and stride of the windows
  mode: "max" | "avg";
}

export interface ShiftWalk {
  image: Grid; // the moved one, and its map and pooled map
  map: Grid;
  pooled: Grid;
  before: { map: Grid; pooled: Grid };
  same: number; // how many numbers of the map are the same, only elsewhere
  whole: Pair | null; // by how many of its cells the pooled map moved as a whole
  whole_same: number;
  stayed: boolean[][]; // of the pooled map
  changes: Record<"image" | "map" | "pooled", number | null>;
}

export interface ShiftExplorerState extends Traits, ShiftSettings {
  net: TracedNet | { layers?: undefined }; // nothing where there is no model
  pools: number[]; // to choose from
  reach: Pair; // how far the image moves at most
}

/** What a walk down a loss follows from: a row of inputs for each example, of one column or two. */
export interface ValleySettings {
  inputs: Grid;
  targets: number[];
  weights: number[]; // where the run starts
  learning_rate: number;
}

/** A place of a run. */
export interface Place {
  weights: number[];
  loss: number;
  gradient: number[];
}

/** The axes of a loss, the steepest first, with their curvatures; its bottom, and the loss there. */
export interface LossShape {
  axes: number[][];
  curvatures: number[];
  bottom: number[];
  floor: number;
}

/** What a step does to the way to the bottom, along one axis of the loss: it multiplies it by 1 - part. */
export interface Pace {
  axis: number;
  part: number; // the learning rate times the curvature
  kind: "creeps" | "lands" | "settles" | "leaps" | "leaves";
}

export interface ValleyState extends Traits, ValleySettings {
  start: Pick<ValleySettings, "weights" | "learning_rate">; // where Reset leads
  step: number; // how many steps of the run were taken
  predict: boolean;
}

export type Stop = "dense" | "masked" | "tied";

export interface DenseToConvState extends Traits {
  side: number;
  out: number;
  kernel: Grid;
  free: { seed: number; most: number; unit: number }; // of which the free weights are made
  counts: Record<Stop, number>;
  sums: Record<Stop, string>;
  about: Record<Stop, string>;
  image: Grid; // empty where there is none
  maps: Partial<Record<Stop, Grid>>;
  stop: Stop;
  row: number;
  column: number;
}

// ---- networks

/** The weights of a tiny network, and its biases, which are empty where it has none. */
export interface TinyWeights {
  hidden: Grid; // unit, input
  output: Grid; // class, unit
  hidden_bias: number[];
  output_bias: number[];
}

/** What its walk follows from. */
export interface TinySettings extends TinyWeights {
  inputs: number[];
  target: number;
}

/** Every number of it; the gradients of biases are null where it has none. */
export interface TinyWalk {
  sums: number[];
  relu: number[];
  scores: number[];
  shift: number; // what is subtracted from the scores before exp
  exps: number[];
  probabilities: number[];
  loss: number;
  grad_scores: number[];
  grad_output: Grid;
  grad_output_bias: number[] | null;
  grad_relu: number[];
  grad_sums: number[];
  grad_hidden: Grid;
  grad_hidden_bias: number[] | null;
}

/** A number that a step writes: what it is called, its arithmetic, why, and what is said to who predicts it. */
export interface TinyStep {
  writes: string; // a place of the picture
  value: number;
  left: string;
  work: string;
  why: string;
  advice: string;
  wrong: [number: number, hint: string][];
  reads: string[];
  back: boolean;
}

export interface TinyNetworkState extends PredictingState, TinySettings {
  learning_rate: number;
  step: number;
  taken: (TinyWeights & { loss: number })[]; // before each step that was taken
  start: TinySettings & { learning_rate: number };
}

/** A layer of a traced net; `weight` and `bias` are where its own begin among all `weights`. */
export interface TracedLayer {
  kind: "input" | "conv" | "max" | "mean" | "relu" | "flatten" | "dense" | "softmax";
  name: string;
  words: string;
  shape: number[]; // maps, rows, columns; or units
  window: [kernel: number, stride: number, before: number, dilation: number][]; // of rows, of columns; or empty
  counted?: boolean; // whether padding counts in a mean
  weight?: number;
  bias?: number;
}

/** Base64 of a byte, or of a float32, for each pixel. */
export interface PackedPixels {
  bits: 8 | 32;
  data: string;
}

export interface NetworkExplorerState extends Traits {
  layers: TracedLayer[];
  weights: string; // base64 of float32
  images: PackedPixels; // image by image
  own: PackedPixels; // of the learner's, where the choice is -1
  labels: number[];
  hints: Record<"use" | "net", string>;
  choice: number; // the image shown, -1 for one of the learner's own
  cell: number[]; // layer, channel, row, column; or layer, unit
  off: [layer: number, filter: number][];
}

/** What lies between two layers. */
export interface Gap {
  weights: number;
  biases: number;
  params: number;
}

export interface NetworkDiagramState extends Traits {
  sizes: number[];
  side: number | null;
  colour: boolean;
  limits: { units: number; layers: number; side: Ends; "typed side": number }; // the slider's ends, and the field's
}

/** A layer as the learner sets it: its kind, and its settings by name. */
export interface PlannedLayer {
  kind: string;
  [setting: string]: string | number;
}

export interface PlanRow {
  call: string;
  shape: number[];
  said: string; // the shape in words
  params: number;
  macs: number;
  memory: number; // bytes
  sees: string;
  note: string;
}

export interface Plan {
  input_shape: number[];
  input_said: string;
  layers: PlannedLayer[];
  rows: PlanRow[]; // as far as the layers fit
  problem: string; // why the next does not
  totals: Record<"params" | "macs" | "memory", number>;
  code: string;
}

export interface Curve {
  name: string;
  params: number;
  points: [seen: number, share: number][];
}

export interface ArchitectureBuilderState extends Traits {
  input_shape: number[];
  layers: PlannedLayer[];
  selected: number;
  presets: Record<string, Pick<Plan, "input_shape" | "layers">>;
  limits: {
    kinds: Record<string, Record<string, number>>; // the settings of each kind, and what they are at first
    settings: Record<string, Ends>;
    layers: number;
    input: number[];
  };
  training: boolean;
  trial: { message: string; curves?: Curve[]; images?: number; most?: number };
}

// ---- training

interface Counted {
  run: number;
  step: number;
  recent: number; // steps that a running mean looks back on
}

export interface NoTraining extends Counted {
  state: "waiting";
  total?: undefined;
}

export interface Training extends Counted {
  state: "running" | "finished" | "stopped" | "failed";
  total: number; // steps
  epochs: number;
  per_epoch: number;
  loss: number | null;
  accuracy: number | null;
  rate: number | null; // images a second
  left: number | null; // seconds
}

export type Progress = NoTraining | Training;

/** The first layer's weights in hundredths of `limit`. */
export interface ShownKernels {
  kind: "kernel" | "unit";
  total: number;
  shape: [shown: number, rows: number, columns: number];
  limit: number;
  values: string;
}

/** Nothing for a model without any weights. */
export type Kernels = ShownKernels | { kind?: undefined };

export interface TrainingMonitorState extends Traits {
  progress: Progress;
  curve: Record<"steps" | "loss" | "mean" | "accuracy", number[]>;
  epochs: Record<"steps" | "train" | "valid", number[]>;
  kernels: Kernels;
  digits: { shape: [shown: number, rows: number, columns: number]; pixels: string; labels: number[] };
  answers: ({ answer: number; confidence: number } | null)[];
}

/** Signed bytes in base64, and their shape; the last two are rows and columns. */
export interface Packed {
  shape: number[];
  bytes: string;
}

export interface Film {
  steps: number[];
  accuracy: number[];
  confusion: Grid[];
  probabilities: Grids; // moment, watched image, class
  tested: number;
  labels: number[];
  images: Packed;
  kernels: Packed;
  maps: Packed[];
  largest: Grid; // watched image, moment
}

/** What is kept of the training of one kernel; `wanted` is the one that is looked for. */
export interface KernelFilm {
  steps: number[];
  losses: number[];
  kernels: Grids;
  wanted: Grid | null;
}

export interface TrainingCurve {
  steps: number[];
  heights: number[]; // at each moment, from 0 to 1
  scale: string[]; // what is written beside it, from the bottom to the top
  label: string;
}

/** What TimeMachine shows of a training; `update` shows it at a moment, and gives what there is to say of it. */
export interface Scene {
  name: string;
  curve: TrainingCurve;
  parts: Element[];
  layOut?(room: number): void; // anew, where the room has changed
  update(moment: number, digit: number): (string | Element)[];
}

export interface TimeMachineState extends Traits {
  film: Film | KernelFilm;
  moment: number;
  digit: number;
}

// ---- drawings, shuffles, questions

export type Stroke = [x: number, y: number][];

/** What a net sees of a drawing, and what it makes of it. */
export interface Reading {
  pixels: number[]; // 0 to 255
  probabilities: number[];
  best: number | null;
  words: string;
}

export interface TracedNet {
  layers: TracedLayer[];
  weights: string; // base64 of float32
}

export interface DrawPadState extends Traits {
  strokes: Stroke[];
  width: number;
  turn: number; // counts what the browser sent
  classes: string[];
  limits: { width: Ends; points: number };
  answer: { turn: number } & Reading;
  net: TracedNet | { layers?: undefined }; // nothing where Python alone can run the net
}

export type Condition = "straight" | "one shuffle" | "new shuffle each";
export type Change = "worse" | "same" | "better";

export interface PermutationGogglesState extends Traits {
  pixels: number[][]; // of each image, 0 to 255, row by row
  size: Pair;
  labels: number[];
  orders: Partial<Record<Condition, number[][]>>; // one for all images, or one for each
  about: Record<Condition, string>;
  answers: Record<Change, string>;
  verdicts: Record<string, Record<Condition, { digits: number[]; accuracy: number }>>; // by the name of the net
  changes: Record<string, Partial<Record<Condition, Change>>>;
  condition: Condition;
  predictions: Partial<Record<Condition, Record<string, Change>>>;
}

/** What is kept of a learner, and of each lesson in words. */
export interface HandInState extends Traits {
  record: Record<string, unknown>;
  told: { title: string; lines: string[] }[];
  about: { file: string; cnnlab: string; note: string };
  who: string;
  looked: number; // counts what the page has asked
  deleted: number;
}

/** Answers by the question's index, as text; `kept` is the name of the file that keeps them, or empty. */
export interface AnsweredState<Answer> extends Traits {
  answers: Record<string, Answer>;
  kept: string;
}

export interface Question {
  ask: string;
  options: { text: string; right: boolean; why: string }[];
}

/** Of each question, the options in the order they were tried. */
export interface QuizState extends AnsweredState<number[]> {
  questions: Question[];
}

export type Verdict = "true" | "false" | "depends";

/** Without `reveal`, a claim has nothing but its words. */
export type Claim =
  | { claim: string; verdict: Verdict; why: string; lesson?: string }
  | { claim: string; verdict?: undefined };

/** What a learner says to a claim. */
export type Judgement = Verdict | "no idea";

/** Answers by the claim's place among all claims, of which these are some. */
export interface ClaimsState extends AnsweredState<Judgement> {
  claims: Claim[];
  places: number[];
  reveal: boolean;
  again: boolean;
  first: Record<string, Judgement>;
}
