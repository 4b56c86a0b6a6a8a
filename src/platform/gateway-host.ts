/** Host of the emulated gateway: the real ones are named by region; this one says what it is. */
export const GATEWAY_HOST = "emulated.azure-apim.net";
