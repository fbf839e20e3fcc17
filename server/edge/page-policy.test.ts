import { expect, test } from 'vitest';
import { pagePolicy } from '#server/edge/page-policy.ts';

const said = "default-src 'none'; connect-src 'self'; form-action 'self'";

test('the socket is allowed by its own address, and by no other', () => {
  expect(pagePolicy(said, 'http://127.0.0.1:5100')).toBe(
    "default-src 'none'; connect-src 'self' ws://127.0.0.1:5100; form-action 'self'",
  );
});

test('over https everything is asked for over https', () => {
  expect(pagePolicy(said, 'https://faling.example.cn')).toBe(
    "default-src 'none'; connect-src 'self' wss://faling.example.cn; form-action 'self'; upgrade-insecure-requests",
  );
});

test('a form may lead to an identity provider where there is one', () => {
  expect(pagePolicy(said, 'https://faling.example.cn', ['https://id.example.cn'])).toContain(
    "form-action 'self' https://id.example.cn;",
  );
});

test('pictures come from an installation’s own base map where there is one, and from nowhere else', () => {
  const images = "img-src 'self'; connect-src 'self'";
  expect(pagePolicy(images, 'http://a.example')).toContain("img-src 'self';");
  expect(pagePolicy(images, 'http://a.example', [], ['https://maps.example.cn'])).toContain(
    "img-src 'self' https://maps.example.cn;",
  );
});
