// The only place that knows Tauri: calls, progress, the pickers, and the news that it was locked.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open, save } from "@tauri-apps/plugin-dialog";
import type { Commands, Failure } from "./generated";

export type { Failure } from "./generated";
export type CommandName = keyof Commands;
export type RequestOf<N extends CommandName> = Commands[N]["request"];
export type AnswerOf<N extends CommandName> = Commands[N]["answer"];

export interface CallOptions {
  onProgress?: (done: number, total: number) => void;
  /** Aborting cancels the work on the other side. */
  signal?: AbortSignal;
}

let lastJob = 0;

/** One call of the core's list of commands. Throws a `Failure`. */
export async function call<N extends CommandName>(
  name: N,
  request: RequestOf<N>,
  { onProgress, signal }: CallOptions = {},
): Promise<AnswerOf<N>> {
  const job = ++lastJob;
  const channel = new Channel<[number, number]>();
  channel.onmessage = ([done, total]) => onProgress?.(done, total);
  signal?.addEventListener("abort", () => void invoke("cancel", { job }), { once: true });
  return invoke<AnswerOf<N>>("rpc", { name, request, job, onProgress: channel });
}

/** The commands that carry bytes beside their JSON, in or out. */
type WithBytes = { [N in CommandName]: Commands[N] extends { bytes: string } ? N : never }[CommandName];

/** A call with bytes: those of a file that goes in, or of a picture that comes out. */
export async function carry<N extends WithBytes>(
  name: N,
  request: RequestOf<N>,
  bytes: Uint8Array = new Uint8Array(),
): Promise<{ answer: AnswerOf<N>; bytes: Uint8Array }> {
  // A header holds plain characters only.
  const plain = (text: string) => text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const headers = { "x-call": plain(JSON.stringify({ name, request })) };
  const framed = new Uint8Array(await invoke<ArrayBuffer>("carry", bytes, { headers }));
  const length = new DataView(framed.buffer, framed.byteOffset).getUint32(0, true);
  const answer = JSON.parse(new TextDecoder().decode(framed.subarray(4, 4 + length))) as AnswerOf<N>;
  return { answer, bytes: framed.subarray(4 + length) };
}

/** What was thrown, as a failure: also where the host itself failed. */
export function failureOf(thrown: unknown): Failure {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) return thrown as Failure;
  return { code: "internal", params: { detail: String(thrown) } };
}

/** Runs `then` when the core has locked itself. Answers how to stop listening. */
export function onLocked(then: () => void): () => void {
  const listening = listen("locked", then);
  return () => void listening.then((stop) => stop());
}

/** A folder chosen by the person; `null` when they thought better of it. */
export async function pickFolder(title: string): Promise<string | null> {
  const picked = await open({ directory: true, multiple: false, title });
  return typeof picked === "string" ? picked : null;
}

/** Which files a picker shows: `{ name: "表計算", extensions: ["xlsx"] }`. */
export interface FileKind {
  name: string;
  extensions: string[];
}

/** Files chosen by the person; none when they thought better of it. */
export async function pickFiles(title: string, kinds: FileKind[] = [], several = false): Promise<string[]> {
  const picked = await open({ multiple: several, title, filters: kinds });
  return picked === null ? [] : [picked].flat();
}

/** Where to write a file; `null` when they thought better of it. */
export async function pickSave(title: string, name: string, kinds: FileKind[] = []): Promise<string | null> {
  return save({ title, defaultPath: name, filters: kinds });
}

/** Files held over the window, or let go on it. `x` and `y` are places on the page. */
export interface Dropped {
  phase: "over" | "drop" | "leave";
  paths: string[];
  x: number;
  y: number;
}

/** Runs `then` while files are dragged over the window. Answers how to stop listening. */
export function onDrop(then: (dropped: Dropped) => void): () => void {
  interface Payload {
    paths?: string[];
    position?: { x: number; y: number };
  }
  const told = (phase: Dropped["phase"]) => (event: { payload: Payload }) => {
    // The system counts the screen's own points.
    const { x, y } = event.payload.position ?? { x: 0, y: 0 };
    then({ phase, paths: event.payload.paths ?? [], x: x / devicePixelRatio, y: y / devicePixelRatio });
  };
  const listening = [
    listen<Payload>("tauri://drag-over", told("over")),
    listen<Payload>("tauri://drag-enter", told("over")),
    listen<Payload>("tauri://drag-drop", told("drop")),
    listen<Payload>("tauri://drag-leave", told("leave")),
  ];
  // Tests have no hand to drag with.
  const asIf = (event: Event) => then((event as CustomEvent<Dropped>).detail);
  window.addEventListener("tenken-drop", asIf);
  return () => {
    window.removeEventListener("tenken-drop", asIf);
    for (const one of listening) void one.then((stop) => stop());
  };
}

/** The system's own print dialog, for what the page's print style shows. Runs `over` when it has been printed or thought better of. */
export function printPages(over: () => void): void {
  let begun = false;
  const begins = () => (begun = true);
  const ends = () => {
    window.removeEventListener("beforeprint", begins);
    window.removeEventListener("afterprint", ends);
    over();
  };
  window.addEventListener("beforeprint", begins);
  window.addEventListener("afterprint", ends);
  try {
    window.print();
  } catch (thrown) {
    ends();
    throw thrown;
  }
  // Some systems say nothing when the dialog is left without printing.
  setTimeout(() => !begun && ends(), 10_000);
}
