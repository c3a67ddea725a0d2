# The manifest from before does not name the type, so apply leaves it alone and prints “unchanged”.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: thumbs
  namespace: gallery
spec:
  selector:
    app: thumbs
  ports:
    - name: http
      port: 80
      targetPort: http
END
