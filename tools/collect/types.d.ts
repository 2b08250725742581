// What the pages about a class are told.

export interface Option {
  text: string;
  right: boolean;
  tag: string | null;
}

export interface Question {
  ask: string;
  options: Option[];
}

export interface Lesson {
  id: string;
  title: string;
  questions: Question[];
  exercises: string[];
}

export interface Key {
  lessons: Lesson[];
  claims: { claim: string; verdict: string }[];
  misconceptions: Record<string, { name: string; say: string; lesson: string }>;
}

/** A record as it is judged; judge.py says what the letters are. */
export interface Judged {
  states: string;
  tags: Record<string, number>;
  predictions: number[];
  claims: string[];
  first: number[];
  now: number[];
}

export type Row = Judged & { who: string; made: string; file: string };

export interface Line {
  file: string;
  says: string;
}

export interface Collected {
  students: Row[];
  misconceptions: { tag: string; students: number; times: number }[];
  votes: { first: number[][]; now: number[][] };
  claims: number[][];
  listed: number | null;
  missing: string[];
  unlisted: string[];
  report: Line[];
}

/** What the board's server says; for each exercise, how many were right and how many not yet. */
export interface State {
  students: number;
  skipped: number;
  lessons: { share: number; begun: number; done: number[][] }[];
  first: number[][];
  now: number[][];
  names?: { who: string; shares: number[] }[];
}
