/** What is before and after the at sign is for mail servers to judge; spaces and a missing dot are typing errors. */
const PATTERN = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

export const isEmailAddress = (text: string): boolean => PATTERN.test(text);
