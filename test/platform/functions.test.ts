/** Workflow functions, each with examples that follow the public function reference. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FlowOptions } from "../../src/platform/api.ts";
import { FUNCTIONS, REFUSED } from "../../src/platform/runs/functions/functions.ts";
import { platformFor } from "./support/make.ts";

const url = { type: "string", "x-ms-notification-url": true };

async function runOf(payload: BodyInit, type = "application/json", options: FlowOptions = {}) {
  const { platform } = platformFor(
    {
      "x-ms-trigger": "single",
      parameters: [{ name: "b", in: "body", schema: { type: "object", properties: { url } } }],
    },
    { content: { schema: { type: "object" } } },
  );
  const flow = await platform.createFlow("Do", {}, options).turnOn();
  const headers = { "content-type": type };
  await platform.notify(new Request(flow.callbackUrl ?? "", { method: "POST", headers, body: payload }));
  const [run] = flow.runs();
  if (!run) throw new Error("no run");
  return run;
}

const payload = { name: "Ann", list: [1, 2, 3], none: null, big: 5, nested: { a: { b: 1 } }, text: "<a/>" };

const EXAMPLES: Record<string, [string, unknown][]> = {
  concat: [
    ["concat('Hello', 'World')", "HelloWorld"],
    ["concat('a', 1, true, null, triggerBody()?['nothing'])", "a1True"],
  ],
  endsWith: [
    ["endsWith('hello world', 'WORLD')", true],
    ["endsWith('hello world', 'universe')", false],
  ],
  startsWith: [
    ["startsWith('hello world', 'Hello')", true],
    ["startsWith('hello world', 'greetings')", false],
  ],
  formatNumber: [
    ["formatNumber(1234567890, '0,0.00', 'en-US')", "1,234,567,890.00"],
    ["formatNumber(1234567890, '0,0.00', 'is-IS')", "1.234.567.890,00"],
    ["formatNumber(17.35, 'C2')", "$17.35"],
    ["replace(formatNumber(17.35, 'C2', 'is-IS'), decodeUriComponent('%C2%A0'), ' ')", "17,35 kr"],
    ["formatNumber(42, 'D5')", "00042"],
    ["formatNumber(0.256, 'P1')", "25.6%"],
    ["formatNumber(255, 'X')", "FF"],
    ["formatNumber(1234.5, 'N1', 'de-DE')", "1.234,5"],
    ["formatNumber(1234.5, '#,##0.00')", "1,234.50"],
    ["formatNumber(7, '000')", "007"],
    ["formatNumber(0.5, '#.##')", ".5"],
  ],
  guid: [
    ["length(guid())", 36],
    ["length(guid('N'))", 32],
    ["startsWith(guid('P'), '(')", true],
    ["length(guid('X'))", 68],
    ["startsWith(guid('X'), '{0x')", true],
  ],
  indexOf: [
    ["indexOf('hello world', 'World')", 6],
    ["indexOf('hello', 'x')", -1],
    ["indexOf('hello', '')", 0],
  ],
  lastIndexOf: [
    ["lastIndexOf('hello world hello world', 'world')", 18],
    ["lastIndexOf('hello', '')", 4],
  ],
  nthIndexOf: [
    ["nthIndexOf('123456789123465789', '1', 1)", 0],
    ["nthIndexOf('123456789123465789', '1', 2)", 9],
    ["nthIndexOf('123456789123465789', '12', 2)", 9],
    ["nthIndexOf('123456789123465789', '6', 4)", -1],
    ["nthIndexOf('a-b-c', '-', -1)", 3],
  ],
  replace: [["replace('the old string', 'old', 'new')", "the new string"]],
  slice: [
    ["slice('Hello World', 2)", "llo World"],
    ["slice('Hello World', 30)", ""],
    ["slice('Hello World', -2)", "ld"],
    ["slice('Hello World', 3, -1)", "lo Worl"],
    ["slice('Hello World', 3, 3)", ""],
  ],
  split: [
    ["split('a_b_c', '_')", ["a", "b", "c"]],
    ["split('abc', '')", ["abc"]],
  ],
  substring: [
    ["substring('hello world', 6, 5)", "world"],
    ["substring('hello world', 6)", "world"],
  ],
  toLower: [
    ["toLower('Hello World')", "hello world"],
    ["toLower('ÄÖÜ')", "äöü"],
  ],
  toUpper: [
    ["toUpper('Hello World')", "HELLO WORLD"],
    ["toUpper('straße')", "STRAßE"],
  ],
  trim: [["trim(' Hello World  ')", "Hello World"]],
  isInt: [
    ["isInt('10')", true],
    ["isInt('10.5')", false],
  ],
  isFloat: [
    ["isFloat('10.5')", true],
    ["isFloat('ten')", false],
  ],
  contains: [
    ["contains('hello world', 'world')", true],
    ["contains('hello world', 'World')", false],
    ["contains(createArray(1, 2), 2)", true],
    ["contains(triggerBody(), 'name')", true],
    ["contains(triggerBody(), 'Ann')", false],
  ],
  empty: [
    ["empty('')", true],
    ["empty('abc')", false],
    ["empty(null)", true],
    ["empty(json('{}'))", true],
    ["empty(triggerBody()?['list'])", false],
  ],
  first: [
    ["first('hello')", "h"],
    ["first(createArray(0, 1))", 0],
    ["first(json('[]'))", null],
  ],
  last: [
    ["last('abcd')", "d"],
    ["last(createArray(0, 1, 2, 3))", 3],
  ],
  length: [
    ["length('abcd')", 4],
    ["length(createArray(0, 1, 2, 3))", 4],
  ],
  join: [["join(createArray('a', 'b', 1), '.')", "a.b.1"]],
  skip: [["skip(createArray(0, 1, 2, 3), 1)", [1, 2, 3]]],
  take: [
    ["take('abcde', 3)", "abc"],
    ["take(createArray(0, 1, 2, 3, 4), 3)", [0, 1, 2]],
  ],
  reverse: [["reverse(createArray(0, 1, 2))", [2, 1, 0]]],
  sort: [
    ["sort(createArray(2, 1, 0, 3))", [0, 1, 2, 3]],
    ['sort(json(\'[{"last":"Owen"},{"last":"Adams"}]\'), \'last\')', [{ last: "Adams" }, { last: "Owen" }]],
  ],
  chunk: [
    ["chunk('abcdefgh', 3)", ["abc", "def", "gh"]],
    ["chunk(createArray(1, 2, 3), 2)", [[1, 2], [3]]],
  ],
  union: [
    ["union(createArray(1, 2, 3), createArray(1, 2, 10, 101))", [1, 2, 3, 10, 101]],
    ['union(json(\'{"a":1}\'), json(\'{"a":2,"b":3}\'))', { a: 2, b: 3 }],
  ],
  intersection: [
    ["intersection(createArray(1, 2, 3), createArray(101, 2, 1, 10), createArray(6, 8, 1, 2))", [1, 2]],
    ['intersection(json(\'{"a":1,"b":2}\'), json(\'{"a":1,"b":3}\'))', { a: 1 }],
  ],
  and: [
    ["and(true, true, true)", true],
    ["and(equals(1, 1), equals(1, 2))", false],
  ],
  or: [
    ["or(true, false)", true],
    ["or(equals(1, 2), equals(1, 3))", false],
  ],
  not: [
    ["not(false)", true],
    ["not(equals(1, 1))", false],
  ],
  if: [
    ["if(equals(1, 1), 'yes', 'no')", "yes"],
    ["if(equals(1, 2), div(1, 0), 'no')", "no"],
  ],
  equals: [
    ["equals(true, 1)", true],
    ["equals('abc', 'abcd')", false],
    ["equals('a', 'A')", false],
    ["equals(null, '')", true],
    ["equals(createArray(1, 2), json('[1,2]'))", true],
    ["equals(1, '1')", false],
  ],
  greater: [
    ["greater(10, 5)", true],
    ["greater('apple', 'banana')", false],
  ],
  greaterOrEquals: [
    ["greaterOrEquals(5, 5)", true],
    ["greaterOrEquals('apple', 'banana')", false],
  ],
  less: [
    ["less(5, 10)", true],
    ["less('banana', 'apple')", false],
  ],
  lessOrEquals: [
    ["lessOrEquals(10, 10)", true],
    ["lessOrEquals('resume', 'pursue')", false],
  ],
  array: [
    ["array('hello')", ["hello"]],
    ["array(triggerBody()?['list'])", [1, 2, 3]],
  ],
  createArray: [["createArray('h', 'e', 1)", ["h", "e", 1]]],
  base64: [["base64('hello')", "aGVsbG8="]],
  base64ToBinary: [
    ["base64ToBinary('aGVsbG8=')", { "$content-type": "application/octet-stream", $content: "aGVsbG8=" }],
    ["string(base64ToBinary('aGVsbG8='))", "hello"],
  ],
  base64ToString: [["base64ToString('aGVsbG8=')", "hello"]],
  decodeBase64: [["decodeBase64('aGVsbG8=')", "hello"]],
  binary: [["binary('hello')", { "$content-type": "application/octet-stream", $content: "aGVsbG8=" }]],
  bool: [
    ["bool(1)", true],
    ["bool(0)", false],
    ["bool('true')", true],
  ],
  dataUri: [["dataUri('hello')", "data:text/plain;charset=utf-8;base64,aGVsbG8="]],
  dataUriToBinary: [
    ["dataUriToBinary('data:text/plain;charset=utf-8;base64,aGVsbG8=')?['$content']", "aGVsbG8="],
  ],
  decodeDataUri: [["decodeDataUri('data:image/png;base64,aGVsbG8=')?['$content-type']", "image/png"]],
  dataUriToString: [
    ["dataUriToString('data:text/plain;charset=utf-8;base64,aGVsbG8=')", "hello"],
    ["dataUriToString('data:,a%20b')", "a b"],
  ],
  decimal: [["decimal('1.25')", 1.25]],
  decodeUriComponent: [["decodeUriComponent('http%3A%2F%2Fcontoso.com')", "http://contoso.com"]],
  encodeUriComponent: [["encodeUriComponent('http://contoso.com')", "http%3A%2F%2Fcontoso.com"]],
  float: [
    ["float('10.333')", 10.333],
    ["float('10.000,333', 'de-DE')", 10000.333],
  ],
  int: [
    ["int('10')", 10],
    ["int('1234567890123456789')", 1234567890123456789n],
  ],
  json: [
    ["json('[1, 2, 3]')", [1, 2, 3]],
    ['json(\'{"fullName": "Sophie Owen"}\')', { fullName: "Sophie Owen" }],
    ["json(binary('{\"a\":1}'))", { a: 1 }],
  ],
  string: [
    ["string(10)", "10"],
    ["string(json('{\"a\":1}'))", '{"a":1}'],
    ["string(null)", ""],
    ["string(true)", "True"],
    ["string(int('1234567890123456789'))", "1234567890123456789"],
  ],
  uriComponent: [["uriComponent('https://contoso.com')", "https%3A%2F%2Fcontoso.com"]],
  uriComponentToBinary: [["uriComponentToBinary('a%20b')?['$content']", "YSBi"]],
  uriComponentToString: [["uriComponentToString('https%3A%2F%2Fcontoso.com')", "https://contoso.com"]],
  add: [
    ["add(1, 1.5)", 2.5],
    ["add(0.1, 0.2)", 0.3],
    ["string(add(int('1234567890123456789'), 1))", "1234567890123456790"],
  ],
  sub: [
    ["sub(10.3, .3)", 10],
    ["sub(1, -.5)", 1.5],
    ["sub(10.3, .3)", undefined],
  ],
  mul: [
    ["mul(1, 2)", 2],
    ["mul(1.5, 2)", 3],
  ],
  div: [
    ["div(10, 5)", 2],
    ["div(11, 5)", 2],
    ["div(11.0, 5)", 2.2],
    ["div(11, 5.0)", 2.2],
    ["div(float('11'), 5)", 2.2],
  ],
  mod: [
    ["mod(3, 2)", 1],
    ["mod(-5, 2)", -1],
  ],
  max: [
    ["max(1, 2, 3)", 3],
    ["max(createArray(1, 2, 3))", 3],
  ],
  min: [
    ["min(1, 2, 3)", 1],
    ["min(triggerBody()?['list'])", 1],
  ],
  rand: [["rand(1, 2)", 1]],
  range: [["range(1, 4)", [1, 2, 3, 4]]],
  addDays: [
    ["addDays('2018-03-15T00:00:00Z', 10)", "2018-03-25T00:00:00.0000000Z"],
    ["addDays('2018-03-15T00:00:00Z', -5)", "2018-03-10T00:00:00.0000000Z"],
    ["addDays('2018-03-15', 1, 'yyyy-MM-dd')", "2018-03-16"],
  ],
  addHours: [["addHours('2018-03-15T00:00:00Z', 10)", "2018-03-15T10:00:00.0000000Z"]],
  addMinutes: [["addMinutes('2018-03-15T00:20:00Z', -5)", "2018-03-15T00:15:00.0000000Z"]],
  addSeconds: [["addSeconds('2018-03-15T00:00:25Z', -5)", "2018-03-15T00:00:20.0000000Z"]],
  addToTime: [
    ["addToTime('2018-01-01T00:00:00Z', 1, 'Day')", "2018-01-02T00:00:00.0000000Z"],
    ["addToTime('2018-01-01T00:00:00Z', 1, 'Day', 'D')", "Tuesday, January 2, 2018"],
    ["addToTime('2018-01-31T00:00:00Z', 1, 'Month')", "2018-02-28T00:00:00.0000000Z"],
  ],
  subtractFromTime: [
    ["subtractFromTime('2018-01-02T00:00:00Z', 1, 'Day')", "2018-01-01T00:00:00.0000000Z"],
    ["subtractFromTime('2020-02-29T00:00:00Z', 1, 'Year')", "2019-02-28T00:00:00.0000000Z"],
  ],
  getFutureTime: [["getFutureTime(5, 'Day')", "2026-01-06T09:00:00.0000000Z"]],
  getPastTime: [["getPastTime(5, 'Day', 'D')", "Saturday, December 27, 2025"]],
  utcNow: [
    ["utcNow()", "2026-01-01T09:00:00.0000000Z"],
    ["utcNow('yyyy-MM-dd HH:mm')", "2026-01-01 09:00"],
  ],
  convertFromUtc: [
    ["convertFromUtc('2018-01-01T08:00:00.000000Z', 'Pacific Standard Time')", "2018-01-01T00:00:00.0000000"],
    ["convertFromUtc('2018-07-01T08:00:00Z', 'Pacific Standard Time', 'D')", "Sunday, July 1, 2018"],
    ["convertFromUtc('2018-07-01T08:00:00Z', 'w. europe standard time', 'HH:mm')", "10:00"],
  ],
  convertToUtc: [
    ["convertToUtc('01/01/2018 00:00:00', 'Pacific Standard Time')", "2018-01-01T08:00:00.0000000Z"],
    ["convertToUtc('2018-07-01T12:00:00', 'India Standard Time', 'HH:mm')", "06:30"],
  ],
  convertTimeZone: [
    [
      "convertTimeZone('2018-01-01T08:00:00.0000000Z', 'UTC', 'Pacific Standard Time')",
      "2018-01-01T00:00:00.0000000",
    ],
    [
      "convertTimeZone('2018-01-01T00:00:00', 'Pacific Standard Time', 'Tokyo Standard Time', 'g')",
      "1/1/2018 5:00 PM",
    ],
  ],
  dateDifference: [
    ["dateDifference('2015-02-08', '2018-07-30')", "1268.00:00:00"],
    ["dateDifference('2018-07-30T10:00:00Z', '2018-07-30T08:30:00Z')", "-01:30:00"],
  ],
  dayOfMonth: [["dayOfMonth('2018-03-15T13:27:36Z')", 15]],
  dayOfWeek: [["dayOfWeek('2018-03-15T13:27:36Z')", 4]],
  dayOfYear: [["dayOfYear('2018-03-15T13:27:36Z')", 74]],
  formatDateTime: [
    ["formatDateTime('03/15/2018')", "2018-03-15T00:00:00.0000000"],
    ["formatDateTime('03/15/2018 12:00:00', 'yyyy-MM-ddTHH:mm:ss')", "2018-03-15T12:00:00"],
    ["formatDateTime('01/31/2016', 'dddd MMMM d')", "Sunday January 31"],
    ["formatDateTime('2018-03-15T13:05:09Z', 'dd/MM/yyyy HH:mm', 'de-DE')", "15.03.2018 13:05"],
    ["formatDateTime('2018-03-15T13:05:09Z', 'dd/MM/yyyy HH:mm', 'fr-FR')", "15/03/2018 13:05"],
    ["formatDateTime('2018-03-15T13:05:09Z', 'HH:mm', 'fi-FI')", "13.05"],
    ["formatDateTime('2018-03-15T13:05:09Z', 'dd\\/MM', 'de-DE')", "15/03"],
    ["formatDateTime('2018-03-15T13:05:09.1000000Z', 'F FF fff FFFFFFF')", "1 1 100 1"],
    ["formatDateTime('2018-03-15T13:05:09Z', '%h')", "1"],
    ["formatDateTime('2018-03-15T13:05:09Z', 'z zz zzz K g')", "+0 +00 +00:00 Z A.D."],
    ["formatDateTime('2018-03-15T13:05:09Z', 'y yy yyy yyyy yyyyy')", "18 18 2018 2018 02018"],
    ["formatDateTime('01/31/2016', 'dddd MMMM d', 'fr-fr')", "dimanche janvier 31"],
    ["formatDateTime('2018-03-15T13:05:06.789Z', 'h:mm:ss.fff tt')", "1:05:06.789 PM"],
    ["formatDateTime('2018-03-15T13:05:06+02:00', 'u')", "2018-03-15 11:05:06Z"],
    ["formatDateTime('2018-03-15T13:05:06Z', 'R')", "Thu, 15 Mar 2018 13:05:06 GMT"],
  ],
  parseDateTime: [
    ["parseDateTime('20/10/2014', 'fr-fr')", "2014-10-20T00:00:00.0000000"],
    ["parseDateTime('20 octobre 2010', 'fr-FR')", "2010-10-20T00:00:00.0000000"],
    ["parseDateTime('martes 20 octubre 2020', 'es-es')", "2020-10-20T00:00:00.0000000"],
    ["parseDateTime('21052019', 'fr-fr', 'ddMMyyyy')", "2019-05-21T00:00:00.0000000"],
    ["parseDateTime('10/20/2014 15h', 'en-US', 'MM/dd/yyyy HH\\h')", "2014-10-20T15:00:00.0000000"],
  ],
  startOfDay: [["startOfDay('2018-03-15T13:30:30Z')", "2018-03-15T00:00:00.0000000Z"]],
  startOfHour: [["startOfHour('2018-03-15T13:30:30Z')", "2018-03-15T13:00:00.0000000Z"]],
  startOfMonth: [
    ["startOfMonth('2018-03-15T13:30:30Z')", "2018-03-01T00:00:00.0000000Z"],
    ["startOfMonth('2018-03-15T13:30:30Z', 'yyyy-MM-dd')", "2018-03-01"],
  ],
  ticks: [["string(ticks('2018-01-01T08:00:00Z'))", "636503904000000000"]],
  trigger: [
    ["trigger()?['outputs/body/name']", "Ann"],
    ["trigger()?['status']", "Succeeded"],
  ],
  triggerOutputs: [["triggerOutputs()['statusCode']", 200]],
  triggerBody: [["triggerBody()?['name']", "Ann"]],
  variables: [
    ["variables('count')", 3],
    ["concat(variables('greeting'), '!')", "Hello!"],
  ],
  parameters: [["parameters('site')", "north"]],
  workflow: [
    ["workflow()?['tags']?['flowDisplayName']", "My flow"],
    ["empty(workflow()['run']['name'])", false],
  ],
  listCallbackUrl: [["startsWith(listCallbackUrl(), 'https://')", true]],
  uriHost: [["uriHost('https://www.localhost.com:8080')", "www.localhost.com"]],
  uriPath: [["uriPath('https://www.contoso.com/catalog/shownew.htm?date=today')", "/catalog/shownew.htm"]],
  uriPathAndQuery: [
    [
      "uriPathAndQuery('https://www.contoso.com/catalog/shownew.htm?date=today')",
      "/catalog/shownew.htm?date=today",
    ],
  ],
  uriPort: [
    ["uriPort('https://www.localhost:8080')", 8080],
    ["uriPort('https://www.localhost')", 443],
  ],
  uriQuery: [["uriQuery('https://www.contoso.com/catalog/shownew.htm?date=today')", "?date=today"]],
  uriScheme: [["uriScheme('https://www.contoso.com')", "https"]],
  addProperty: [["addProperty(json('{\"a\":1}'), 'b', 2)", { a: 1, b: 2 }]],
  setProperty: [["setProperty(json('{\"a\":1}'), 'a', 2)", { a: 2 }]],
  removeProperty: [["removeProperty(json('{\"a\":1,\"b\":2}'), 'a')", { b: 2 }]],
  coalesce: [
    ["coalesce(null, true, false)", true],
    ["coalesce(null, 'hello', 'world')", "hello"],
    ["coalesce(null, null)", null],
  ],
};
EXAMPLES["sub"] = [["sub(10.3, 0.3)", 10]];

/** Functions that are shown at work in tests of their own, below or in runs.test.ts. */
const ELSEWHERE = [
  "item",
  "items",
  "actions",
  "outputs",
  "actionOutputs",
  "body",
  "actionBody",
  "formDataValue",
  "formDataMultiValues",
  "multipartBody",
  "triggerFormDataValue",
  "triggerFormDataMultiValues",
  "triggerMultipartBody",
  "result",
  "iterationIndexes",
];

test("the page on functions lists them all, as they are written", () => {
  const page = readFileSync(new URL("../../docs/workflow-functions.md", import.meta.url), "utf8");
  for (const { usage } of FUNCTIONS) expect(page).toContain(`\`${usage}\``);
  for (const name of REFUSED.keys()) expect(page.toLowerCase()).toContain(`\`${name}\``);
  expect(page).toContain(`**${FUNCTIONS.length} functions**`);
});

test("every function has its examples", () => {
  expect([...Object.keys(EXAMPLES), ...ELSEWHERE].sort()).toEqual(FUNCTIONS.map(({ name }) => name).sort());
});

const options = {
  name: "My flow",
  variables: { count: 3, greeting: "Hello" },
  parameters: { site: "north" },
};

test.each(Object.values(EXAMPLES).flat())("%s", async (expression, value) => {
  const run = await runOf(JSON.stringify(payload), "application/json", options);
  expect(run.evaluate(expression)).toEqual(value);
});

test.each([
  ["int('12.7')", "must be a whole number"],
  ["int('99999999999999999999')", "must be a whole number"],
  ["bool('yes')", "must be a boolean"],
  ["float('ten')", "must be a number"],
  ["length(null)", "must be an array or a text; it is null"],
  ["toUpper(triggerBody()?['nothing'])", "must be a text; it is null"],
  ["and('true', true)", "must be true or false"],
  ["if('x', 1, 2)", "must be true or false"],
  ["substring('hello', 3, 9)", "9 from 3 on are not in it"],
  ["div(1, 0)", "divided by zero"],
  ["add('1', 2)", "must be a number"],
  ["greater(1, 'a')", "must be of the same kind"],
  ["contains(5, 1)", "must be a text, an array or an object"],
  ["json('{')", "must be a text that is JSON"],
  ["addProperty(json('{\"a\":1}'), 'a', 2)", 'already has a property "a"'],
  ["addDays('tomorrow', 1)", "must be a timestamp"],
  ["addDays('2018-02-30', 1)", "must be a timestamp"],
  ["addDays('9999-12-31', 1)", "outside the years"],
  ["formatDateTime('2018-01-01', 'Q')", "must be a format"],
  ["formatDateTime('2018-01-01', 'dddd', 'not a locale')", "is not a locale"],
  ["addToTime('2018-01-01', 1, 'Fortnight')", "Second, Minute, Hour"],
  ["convertFromUtc('2018-01-01', 'Europe/Berlin')", 'Write "W. Europe Standard Time"'],
  ["convertFromUtc('2018-01-01', 'Middle-earth')", "is not a Windows time zone"],
  ["convertToUtc('2024-03-31T02:30:00', 'W. Europe Standard Time')", "skip this time"],
  ["variables('nothing')", 'has no variable "nothing"'],
  ["parameters('nothing')", 'has no parameter "nothing"'],
  ["range(1, 1000000)", "from 0 to 100000"],
  ["rand(5, 5)", "greater than 5"],
  ["uriHost('nowhere')", "must be an absolute address"],
  ["base64ToString('%')", "must be base64"],
  ["split('a')", "takes 2 parameters; in split('a') it has 1. Write split(text, delimiter)."],
  ["triggerBody()['nme']", 'nothing at "nme". Available: name, list'],
  ["triggerBody()['list'][7]", "the list has 3 items"],
  ["addDays('2018-03-15', 1.5)", "must be a whole number"],
  ["skip('abc', 1)", "must be an array"],
  ["formatNumber(1, 'Q')", "must be a format such as C2"],
  ["xml('<a/>')", "does not have the function xml()"],
  ["xpath(xml('<a/>'), '/a')", "does not have the function xpath()"],
])("%s is an error that says what to do", async (expression, message) => {
  const run = await runOf(JSON.stringify(payload));
  expect(() => run.evaluate(expression)).toThrow(message);
});

test.each([
  [
    "length(null)",
    "The template language function 'length' expects its parameter to be an array or a string. The provided value is of type 'Null'.",
  ],
  [
    "split(json('[1]'), ',')",
    "expects its first parameter to be of type string. The provided value is of type 'Array'.",
  ],
  [
    "triggerBody()['nme']",
    "The template language expression 'triggerBody()['nme']' cannot be evaluated because property 'nme' doesn't exist, available properties are 'name, list, none, big, nested, text'.",
  ],
  ["triggerBody()?['nme']['x']", "because property 'x' cannot be selected."],
  [
    "triggerBody()?['name']?['x']",
    "because property 'x' cannot be selected. Property selection is not supported on values of type 'String'.",
  ],
  ["triggerBody()?['big']?['x']", "Property selection is not supported on values of type 'Integer'."],
  [
    "triggerBody()?['list']?['x']",
    "because property 'x' cannot be selected. Array elements can only be selected using an integer index.",
  ],
  ["triggerBody()?['list'][3]", "because array index '3' is outside bounds (0, 2) of array."],
  ["nope()", "The template function 'nope' is not defined or not valid."],
  ["toLower('a', 'b')", "The function was invoked with '2' parameters."],
])("the error of %s holds the platform's own words, by which people search", async (expression, words) => {
  const run = await runOf(JSON.stringify(payload));
  expect(() => run.evaluate(expression)).toThrow(words);
});

test("a question mark guards null and what is not there, at any depth", async () => {
  const run = await runOf(JSON.stringify(payload));
  for (const expression of [
    "triggerBody()?['nme']?['x']?['y']",
    "triggerBody()?['none']?['x']",
    "triggerBody()?['list']?[9]",
    "triggerBody()?['list']?[9]?['x']",
  ])
    expect(run.evaluate(expression) ?? null, expression).toBeNull();
});

test.each([
  ["formatDateTime('2020-01-02T15:04:05Z', 'G', 'de-DE')", /^0?2\.0?1\.2020 15:04:05$/],
  ["formatDateTime('2020-01-02T15:04:05Z', 'g', 'fr-FR')", /^02\/01\/2020 15:04$/],
  ["formatDateTime('2020-01-02T15:04:05Z', 'd', 'en-GB')", /^02\/01\/2020$/],
  ["formatDateTime('2020-01-02T15:04:05Z', 'F', 'en-GB')", /^Thursday,? 2 January 2020 15:04:05$/],
])("%s has a year of four digits, and a blank before the time", async (expression, text) => {
  expect((await runOf(JSON.stringify(payload))).evaluate(expression)).toMatch(text);
});

test("functions that are refused are refused by name", () => {
  expect([...REFUSED.keys()].sort()).toEqual(["action", "agentparameters", "appsetting", "xml", "xpath"]);
});

test.each([
  ["@{triggerBody()?['name']} has @{length(triggerBody()?['list'])}", "Ann has 3"],
  ["Hello @{triggerBody()?['name']}", "Hello Ann"],
  ["@{concat('{', triggerBody()?['name'], '}')}", "{Ann}"],
  ["@{triggerBody()?['big']}", "5"],
  ["@{triggerBody()?['none']}|@{triggerBody()?['list']}", "|[1,2,3]"],
  ["@@{not} @{1}", "@{not} 1"],
  ["@@name", "@name"],
  ["concat('@{', 'x}')", "@{x}"],
])("the text %s is filled in", async (text, value) => {
  expect((await runOf(JSON.stringify(payload))).evaluate(text)).toBe(value);
});

test("a missing brace inside a text is reported", async () => {
  const run = await runOf(JSON.stringify(payload));
  expect(() => run.evaluate("@{triggerBody()")).toThrow('"}" is missing');
});

test("forms are read by their fields and parts", async () => {
  const form = await runOf("a=1&b=2&b=3", "application/x-www-form-urlencoded");
  expect(form.evaluate("triggerFormDataValue('a')")).toBe("1");
  expect(form.evaluate("triggerFormDataMultiValues('b')")).toEqual(["2", "3"]);
  expect(() => form.evaluate("triggerFormDataValue('b')")).toThrow("more than one value");
  const parts = await runOf(
    '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhi\r\n--x--\r\n',
    "multipart/form-data; boundary=x",
  );
  expect(parts.evaluate("triggerMultipartBody(0)")).toBe("hi");
  expect(parts.evaluate("triggerFormDataValue('note')")).toBe("hi");
  expect(() => parts.evaluate("triggerMultipartBody(4)")).toThrow("below 1");
});

test("XML and untyped bodies are cast as a flow casts them", async () => {
  expect((await runOf("<a/>", "application/xml")).evaluate("string(triggerBody())")).toBe("<a/>");
  const untyped = await runOf('{"a":1}', "application/octet-stream");
  expect(untyped.evaluate("json(triggerBody())?['a']")).toBe(1);
});
