/** Credits as money: `$12.30`. */
export const dollars = (credits: number): string => `$${(credits / 100).toFixed(2)}`
