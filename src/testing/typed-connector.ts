/** The harness as it knows one connector: its operations, their inputs, outputs and payloads. */
import type {
  Answer,
  BuiltInTrigger,
  Connection,
  ConnectorInput,
  DynamicList,
  DynamicOptions,
  DynamicRow,
  Flow,
  FlowOptions,
} from "../platform/api.ts";
import { type TestBench, type TestOptions, testConnector as testUntyped } from "./test-connector.ts";

/** What `npm run types` writes as `Connector`. */
export interface ConnectorShape {
  actions: object;
  triggers: object;
}

type Named<T> = Extract<keyof T, string>;
type Part<T, K extends string> = T extends { [key in K]: infer Found } ? Found : unknown;
type Action<C extends ConnectorShape> = Named<C["actions"]>;
type Trigger<C extends ConnectorShape> = Named<C["triggers"]>;
type Input<C extends ConnectorShape, K> = K extends keyof C["actions"]
  ? Part<C["actions"][K], "input">
  : K extends keyof C["triggers"]
    ? Part<C["triggers"][K], "input">
    : never;

/** Inputs may be left out where none is required. */
type Values<I> = Record<never, never> extends I ? [values?: I] : [values: I];

/** A flow that keeps the name of its trigger. */
export type TypedFlow<T extends string> = {
  readonly operation: T;
  turnOn(): Promise<TypedFlow<T>>;
} & Flow;

/** An answer whose body is as the definition declares it; undefined if it is empty. */
export type TypedAnswer<Output> = Answer<Output | undefined>;

/** {@link TestBench} for a connector whose types are known. Everything else is as there. */
export interface TypedBench<C extends ConnectorShape>
  extends Omit<TestBench, "flow" | "invoke" | "list" | "notify"> {
  flow<T extends Trigger<C>>(
    trigger: T,
    ...given: [...Values<Input<C, T>>, options?: FlowOptions]
  ): TypedFlow<T>;
  flow(trigger: BuiltInTrigger, options?: FlowOptions): Flow;
  invoke<A extends Action<C>>(
    action: A,
    ...given: [...Values<Input<C, A>>, options?: { connection?: Connection | string; untilDone?: boolean }]
  ): Promise<TypedAnswer<Part<C["actions"][A], "output">>>;
  list<O extends Action<C> | Trigger<C>>(
    operation: O,
    input: Named<Input<C, O>>,
    options?: DynamicOptions & { below?: DynamicRow },
  ): Promise<DynamicList>;
  notify<T extends Trigger<C>>(
    flow: { readonly operation: T } & Flow,
    payload: Part<C["triggers"][T], "payload">,
    options?: { headers?: Record<string, string> },
  ): Promise<Response>;
}

/** The bench for the type argument of `testConnector`, if one is given. */
export type BenchOf<C extends ConnectorShape | undefined> = C extends ConnectorShape
  ? TypedBench<C>
  : TestBench;

/**
 * Sets up a connector for a test: virtual clock, repeatable ids, one connection. The validator is asked what will break when
 * the connector runs, for those operations that the test uses. With the types that `npm run types` writes,
 * `testConnector<Bookings>(…)`, the bench knows operations, inputs, outputs and payloads.
 * @throws {FaultyConnector} if nothing of the connector can work, such as where its files are no JSON
 * @throws {InputError} if it cannot be read, or the connection's values do not fit
 */
export async function testConnector<C extends ConnectorShape | undefined = undefined>(
  connector: ConnectorInput,
  options: TestOptions,
): Promise<BenchOf<C>> {
  // What is known of the types is known before anything runs: the bench itself is the same.
  return (await testUntyped(connector, options)) as BenchOf<C>;
}
