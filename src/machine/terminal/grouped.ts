/**
 * A whole number with commas between its thousands: "1,048,576". By hand, because the language's own way loads the tables of all
 * languages first, which takes as long as the start of Node.
 */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
