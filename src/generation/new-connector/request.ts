/** What a new connector is made from. */
import type { SignInName, TemplateName } from "./choices.ts";
import type { Described } from "./described.ts";

export interface NewConnector {
  /** As makers see it, such as `Parcel Tracker`. */
  title: string;
  template: TemplateName;
  signIn: SignInName;
  /** Its service, where somebody has described it; otherwise one is made up that the template and the sign-in fit. */
  described?: Described;
  /** The version of this product that the connector's own project will ask for. */
  version: string;
}
