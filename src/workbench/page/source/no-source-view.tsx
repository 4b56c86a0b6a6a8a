import { EditIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { texts } from "../texts.ts";

/** Stands for the editor in an offline file. */
export function SourceView(_: { file: string | undefined; place: string | undefined }) {
  return <EmptyState Icon={EditIcon} title={texts.source.noFiles} text={texts.shell.notInRecording} />;
}
