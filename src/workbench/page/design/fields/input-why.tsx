import { Link } from "@fluentui/react-components";
import type { InputView } from "../../model.ts";
import { Explain } from "../../shell/explain.tsx";
import { Facts } from "../../shell/facts.tsx";
import { texts } from "../../texts.ts";
import { useShowInFile } from "../use-show-in-file.ts";

/** Why the label reads as it does, where the field comes from and where it goes. */
export function InputWhy({ input, why }: { input: InputView; why: string | undefined }) {
  const show = useShowInFile();
  const words = texts.fields;
  return (
    <Explain label={words.why(input.label.text)}>
      <Facts
        rows={[
          ...(why ? [[words.whyLabel, why] as const] : []),
          [words.type, input.format ? `${input.type} (${input.format})` : input.type],
          [words.goesTo, words.place(input.in, input.trail.join(" / "))],
          [words.shownBecause, words.places[input.place]],
          ...(input.sameLabel > 0 ? [[words.same, words.sameText(input.sameLabel)] as const] : []),
          ...(input.dynamicValues
            ? [[words.valuesFrom, input.dynamicValues.operationId ?? words.tree] as const]
            : []),
        ]}
      />
      <Link as="button" onClick={() => show("input", input.key)}>
        {texts.tokens.showInFile}
      </Link>
    </Explain>
  );
}
