/** What a compiler found in the script of a connector; known only where somebody asked one. */
export interface CompilerError {
  /** As the compiler numbers them, such as `CS1002`; empty if it gave none. */
  code: string;
  message: string;
  /** Both from 1, in the script. */
  line: number;
  column: number;
}
