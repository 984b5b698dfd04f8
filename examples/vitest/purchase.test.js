// A program that buys a number, and what becomes of it when a reply is lost.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startEmulator } from "./emulator.js";

const NUMBER = "12064205780";
let emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator?.stop());

// The program under test: buys a number, and looks before it believes that it failed.
async function buy(number) {
  const url = `${emulator.flowroute}/v2/numbers/${number}`;
  try {
    return (await emulator.call("POST", url)).status === 201;
  } catch {
    // The reply is lost, and a second POST could buy twice: is the number ours?
    return (await emulator.call("GET", url)).status === 200;
  }
}

test("a number is bought", async () => {
  expect(await buy(NUMBER)).toBe(true);
  expect((await emulator.audit()).purchases).toEqual({ [`+${NUMBER}`]: 1 });
});

test("a lost reply does not buy twice", async () => {
  await emulator.fault({ operation: "numbers.purchase", nth: 1, act: "commit_then_drop" });
  expect(await buy(NUMBER)).toBe(true);
  expect(await emulator.audit()).toMatchObject({
    purchases: { [`+${NUMBER}`]: 1 },
    double_purchases: 0,
    balance: "99.00",
  });
});

test("tests do not see each other", async () => {
  expect((await emulator.audit()).purchases).toEqual({});
  expect((await emulator.call("GET", `${emulator.admin}/faults`)).body).toEqual([]);
});

test("time passes when the test says so", async () => {
  const { body } = await emulator.call("POST", `${emulator.flowroute}/v2/cnams`, { value: "Bob Law" });
  const url = `${emulator.flowroute}/v2/cnams/${body.data.id}`;
  const isApproved = async () => (await emulator.call("GET", url)).body.data.attributes.is_approved;
  expect(await isApproved()).toBe(false);
  await emulator.advance(48 * 3600);
  expect(await isApproved()).toBe(true);
});
