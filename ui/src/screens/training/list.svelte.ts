// A list that comes in, of people or of attendance: where it is from, how its columns are understood, and what was read.

import { call, failureOf, type AnswerOf, type Failure, type RequestOf } from "../../host";
import { chosenColumns, type Source } from "../registers/sheet.svelte";

type Reader = "training.read_people" | "training.read_attendance";
type Choice = NonNullable<RequestOf<Reader>["choice"]>;

export class ListDesk<N extends Reader> {
  source = $state.raw<Source>();
  answer = $state.raw<AnswerOf<N>>();
  failure = $state.raw<Failure>();
  reading = $state(false);
  #choice: Choice = {};
  #turn = 0;

  constructor(private readonly reader: N) {}

  async begin(source: Source): Promise<void> {
    this.clear();
    this.source = source;
    await this.#read({});
  }

  clear(): void {
    this.#turn += 1;
    [this.source, this.answer, this.failure, this.reading] = [undefined, undefined, undefined, false];
  }

  /** For each column what it means, when one of them means something else now. */
  column = (letter: string, field: string | null): Promise<void> => this.#read({ ...this.#choice, columns: chosenColumns(this.answer?.columns ?? [], letter, field) });

  async #read(choice: Choice): Promise<void> {
    const { source } = this;
    if (!source) return;
    const turn = ++this.#turn;
    [this.reading, this.failure] = [true, undefined];
    try {
      const answer = (await call(this.reader, { ...source, choice } as RequestOf<N>)) as AnswerOf<N>;
      // Something else is looked at by now.
      if (turn !== this.#turn) return;
      [this.answer, this.#choice] = [answer, choice];
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const failure = failureOf(thrown);
      // Names without a heading: what is in the first column is who it is.
      if (failure.code === "no-headings" && choice.columns === undefined) return this.#read({ header: 0, columns: ["name"] });
      this.failure = failure;
    }
    this.reading = false;
  }
}
