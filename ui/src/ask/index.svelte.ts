// Asking and changing. A change says what it touched; what was asked about that is asked again. Nobody else
// keeps answers, so the window never shows what is no longer so.

import { call, failureOf, type AnswerOf, type CallOptions, type CommandName, type Failure, type RequestOf } from "../host";
import { commands } from "../host/generated";

const live = new Set<Asked<CommandName>>();

export class Asked<N extends CommandName> {
  answer = $state.raw<AnswerOf<N>>();
  failure = $state.raw<Failure>();
  waiting = $state(true);
  #turn = 0;

  constructor(
    readonly name: N,
    private readonly request: () => RequestOf<N>,
  ) {}

  async again(): Promise<void> {
    const turn = ++this.#turn;
    this.waiting = true;
    try {
      const answer = await call(this.name, this.request());
      // A later question has overtaken this one.
      if (turn !== this.#turn) return;
      this.answer = answer;
      this.failure = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = failureOf(thrown);
    }
    this.waiting = false;
  }
}

/** Asks now, whenever the request changes, and whenever something it reads was changed. For components. */
export function ask<N extends CommandName>(name: N, request: () => RequestOf<N>): Asked<N> {
  const asked = new Asked(name, request);
  $effect(() => {
    request();
    live.add(asked as unknown as Asked<CommandName>);
    void asked.again();
    return () => live.delete(asked as unknown as Asked<CommandName>);
  });
  return asked;
}

/** Does a command; on success everything that reads what it changes is asked again. */
export async function change<N extends CommandName>(
  name: N,
  request: RequestOf<N>,
  options?: CallOptions,
): Promise<AnswerOf<N>> {
  const answer = await call(name, request, options);
  await refresh(touched(name));
  return answer;
}

/** Asks again whatever reads one of these. */
export async function refresh(tags: readonly string[]): Promise<void> {
  const stale = [...live].filter((asked) => touched(asked.name, "reads").some((tag) => tags.includes(tag)));
  await Promise.all(stale.map((asked) => asked.again()));
}

function touched(name: CommandName, effect: "reads" | "changes" = "changes"): readonly string[] {
  const command = commands[name] as { reads?: readonly string[]; changes?: readonly string[] };
  return command[effect] ?? [];
}
