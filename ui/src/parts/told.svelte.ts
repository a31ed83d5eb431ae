// What is to be told in passing, wherever one is: notices of the core, and what a change had to say.

import type { Notice } from "../host/generated";

class Told {
  notices = $state.raw<Notice[]>([]);

  add(...more: Notice[]): void {
    this.notices = [...this.notices, ...more];
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }
}

export const told = new Told();
