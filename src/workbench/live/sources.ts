/** Asks for the connector's files, and changes them. */
import type { SourceActions } from "../api/sources.ts";
import type { Http } from "./http.ts";

export function sourceActions({ get, post, part }: Http): SourceActions {
  return {
    sources: () => get("sources"),
    source: (file) => get(`sources/${part(file)}`),
    save: (file, body) => post(`sources/${part(file)}`, body),
    check: (file, body) => post(`sources/${part(file)}/check`, body),
    merge: (file, body) => post(`sources/${part(file)}/merge`, body),
    form: (operationId) => get(`form/${part(operationId)}`),
    setMembers: (body) => post("members", body),
    suppress: (body) => post("suppress", body),
    unsuppress: (body) => post("unsuppress", body),
    undo: (change) => post(`changes/${part(change)}/undo`),
    rule: (id) => get(`rules/${part(id)}`),
  };
}
