/** What every part of the API uses. */
import type { JsonValue } from "../../json/values.ts";

/** Values of an operation's inputs, by {@link OperationView.inputs}`[].key`, such as `body.$.webhook.change_type`. */
export type EnteredValues = Record<string, JsonValue>;

/** Every answer with a status from 400. */
export interface ApiError {
  error: {
    /** Stable, such as `argument-missing`. */
    code: string;
    message: string;
    /** What to do about it. */
    help: string;
  };
}

export interface Done {
  done: true;
}

export interface PageOptions {
  after?: number;
  before?: number;
  limit?: number;
}

/** A refused or failed request, as {@link DataSource} and {@link Actions} reject with it. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string;
  override name = "ApiFailure";

  constructor(status: number, error: ApiError["error"]) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.help = error.help;
  }
}
