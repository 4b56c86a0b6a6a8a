/** Whether nobody but this user can change a file or folder. */
export function isOurs(stat: { uid: number; mode: number }): boolean;
/** The user's folder for what can be made again, of one kind; undefined where that is unknown. Never relative. */
export function userCache(kind: string): string | undefined;
