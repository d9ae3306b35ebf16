import { expect, it } from "vitest";
import { hostRecord } from "../../components/hosts.ts";
import { withoutTrailingDot } from "../../components/origin.ts";

it("points a serving host at the load balancer, proxied, with the only TTL a proxied record may have", () => {
  const host = { label: "app", name: "app.example.com", serves: { service: "web" } };
  expect(hostRecord(host, "balancer.example.net")).toMatchObject({
    name: "app.example.com",
    type: "CNAME",
    content: "balancer.example.net",
    proxied: true,
    ttl: 1,
  });
});

it("gives a redirecting host a record that leads nowhere but to the edge", () => {
  const host = { label: "www", name: "www.example.com", serves: { redirectTo: "apex" } };
  expect(hostRecord(host, "balancer.example.net")).toMatchObject({ type: "A", content: "192.0.2.1", proxied: true });
});

it("drops the dot that ACM ends names with and Cloudflare strips", () => {
  expect(withoutTrailingDot("_x.example.com.")).toBe("_x.example.com");
  expect(withoutTrailingDot("_x.example.com")).toBe("_x.example.com");
});
