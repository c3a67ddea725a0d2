# Two of three: the way to the Pods is right to the last number, and none of them is let into the endpoints.
kubectl expose deployment tickets -n box-office --port=80 --target-port=9090
