import { Link } from "@fluentui/react-components";
import type { TokenView } from "../model.ts";
import { Facts } from "../shell/facts.tsx";
import { texts } from "../texts.ts";
import { useShowInFile } from "./use-show-in-file.ts";

export function TokenDetails({ id, token, why }: { id: string; token: TokenView; why: string | undefined }) {
  const show = useShowInFile();
  return (
    <div className="token-details" id={id}>
      <Facts
        rows={[
          ...(why ? [[texts.tokens.why, why] as const] : []),
          [texts.tokens.expression, <code key="expression">{token.expression}</code>],
          ...(token.loops.length > 0
            ? ([
                [texts.tokens.loops, token.loops.map(({ name, over }) => `${name} ${over}`).join("\n")],
                [texts.tokens.picked, <code key="picked">{token.pickedExpression}</code>],
              ] as const)
            : []),
          [texts.tokens.required, token.required ? texts.tokens.always : texts.tokens.maybe],
          [
            texts.tokens.place,
            <Link key="place" as="button" onClick={() => show("token", token.key)}>
              {texts.tokens.showInFile}
            </Link>,
          ],
        ]}
      />
    </div>
  );
}
