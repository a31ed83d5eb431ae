// What a new finding begins with: from the item that was judged, the record, or one's own answer.

import { call } from "../../../host";
import type { AuditGrade, Finding } from "../../../host/generated";
import { keyOf } from "../names";
import type { Begun } from "./names";

type Known = Partial<Pick<Finding, "title" | "grade" | "fact" | "basis">>;
const LONGEST_TITLE = 200;

/** Of what it is, so far as that can be read; whatever is missing the person writes. */
export async function prefilled({ source, item }: Begun, found_on: string): Promise<Finding> {
  let known: Known = {};
  if (source !== "other" && "audit" in source) known = await ofLine(source.audit.audit, item);
  else if (source !== "other" && "record" in source) known = { title: (await call("register.show", { id: source.record.record })).record.title };
  else if (source !== "other" && "assessment" in source) known = await ofAnswer(source.assessment.assessment, source.assessment.at);
  const title = [...(known.title ?? "")].slice(0, LONGEST_TITLE).join("");
  return { source, ...(item && { item }), fact: "", grade: "minor", found_on, ...known, title };
}

async function ofLine(audit: string, item: Begun["item"]): Promise<Known> {
  const found = item && (await call("audit.show", { id: audit })).lines.find((one) => keyOf(one.line.item) === keyOf(item));
  if (!found) return {};
  const { line, standing } = found;
  // Only of a control its text is a rule; of a record it is what stands in it.
  const basis = "control" in line.item ? [line.section, line.number, line.text].filter(Boolean).join("　") : "";
  const fact = standing?.heads.find((one) => one.grade === standing.grade)?.observation ?? "";
  return { title: line.title, basis, fact, ...(standing && { grade: worthWriting(standing.grade) }) };
}

/** What conforms is no fault: whoever writes of it all the same observes something. */
const worthWriting = (grade: AuditGrade): AuditGrade => (grade === "conforms" ? "observation" : grade);

async function ofAnswer(id: string, at: { catalogue: string; control: string }): Promise<Known> {
  const [shown, standing] = await Promise.all([call("assessment.show", { id }), call("assessment.standing", { id })]);
  const opened = shown.catalogues.find((one) => one.catalogue.catalogue.id === at.catalogue);
  const control = opened?.catalogue.sections.flatMap((one) => one.controls ?? []).find((one) => one.id === at.control);
  const answer = standing.answers.find((one) => one.at.catalogue === at.catalogue && one.at.control === at.control)?.answer;
  const means = opened?.scale.answers.find((one) => one.id === answer?.value)?.means;
  return {
    title: control?.domain || control?.practice || "",
    basis: [control?.source, at.control, control?.practice].filter(Boolean).join("　"),
    fact: answer?.note || answer?.reason || "",
    grade: means === "fails" ? "major" : "minor",
  };
}
